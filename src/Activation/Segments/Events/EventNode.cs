namespace Activation.Segments.Events;

/// <summary>
/// `{"event": "Purchase", "where": […], "count": {"op": "gte", "value": 2}, "within": "30d"}`: a measure of the events that a person has, compared
/// with a value.
/// </summary>
/// <param name="Period">Null: all time, up to now.</param>
/// <param name="Measure">`count gte 1` where the rule names none.</param>
/// <param name="Follows">What has to be true of each event that counts: `followedBy`, `notFollowedBy`, both or none.</param>
public sealed record EventNode(EventSelection Selection, EventPeriod? Period, EventMeasure Measure, IReadOnlyList<EventFollow> Follows) : RuleNode
{
    /// <summary>Only events of these sources count; null: of every source. Set from the segment that the node belongs to.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
}
