namespace Activation.Segments.Explanations;

/// <summary>Whether a person is in a segment.</summary>
/// <param name="Why">Where the reasons are.</param>
/// <param name="Problem">The code of what is wrong with the segment, where it cannot be evaluated; then nobody is a member.</param>
public sealed record SegmentMembership(string Segment, bool Member, string Why, string? Problem = null);
