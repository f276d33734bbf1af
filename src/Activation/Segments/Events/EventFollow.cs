namespace Activation.Segments.Events;

/// <summary>
/// `followedBy`: there is such a step later than the event (an event of the same instant does not follow) and within the step's time.
/// `notFollowedBy` is exactly its opposite: it is true of an event from the start and until such a step is there.
/// </summary>
public sealed record EventFollow(bool Negated, EventStep Step);

/// <summary>A step of a funnel.</summary>
/// <param name="Within">Counted from the event before: t ≤ before + within. Null: at any time after.</param>
/// <param name="Follows">What has to be true of the step's own event.</param>
public sealed record EventStep(EventSelection Selection, TimeSpan? Within, IReadOnlyList<EventFollow> Follows);
