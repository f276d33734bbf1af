namespace Activation.Segments;

/// <summary>How a rule's members and those of other segments overlap, exactly.</summary>
/// <param name="Segments">Members of each of the other segments.</param>
/// <param name="Regions">The parts of the Venn diagram: everybody in any of them is in one part. All parts are listed, also those with nobody.</param>
public sealed record PreviewOverlap(IReadOnlyDictionary<string, long> Segments, IReadOnlyList<PreviewRegion> Regions);

/// <summary>People who are in these and in none of the others.</summary>
/// <param name="Rule">Whether they are members by the rule that is previewed.</param>
/// <param name="Segments">Which of the other segments they are in.</param>
public sealed record PreviewRegion(bool Rule, IReadOnlyList<string> Segments, long Count);

/// <summary>How the size differs from the last evaluation. Members of evaluations are not kept: many who entered and left may hide in a small difference (see <see cref="PreviewAudience"/>).</summary>
/// <param name="Since">The instant of that evaluation.</param>
/// <param name="Members">The size then.</param>
/// <param name="Difference">Members more now, or below 0 fewer.</param>
/// <param name="Version">The version of the segment that was evaluated.</param>
public sealed record PreviewChange(DateTimeOffset Since, long Members, long Difference, long? Version);

/// <summary>
/// What would become of the audience of one of the segment's syncs, counted by its identifiers alone: whom consent, a policy or the suppression list keep out, a dry run tells.
/// </summary>
/// <param name="Members">People in it, as the destination has confirmed.</param>
/// <param name="Entering">Members by the rule whom the destination can match, and who are not in it.</param>
/// <param name="Leaving">People in it who are none of these.</param>
public sealed record PreviewAudience(string Sync, string Destination, long Members, long Entering, long Leaving);
