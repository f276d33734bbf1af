namespace Activation.Segments;

/// <summary>What changes with a segment.</summary>
/// <param name="Segments">Those whose rules refer to it, directly or through others.</param>
/// <param name="Syncs">Those of the segment and of these segments.</param>
public sealed record SegmentImpact(IReadOnlyList<DependantSegment> Segments, IReadOnlyList<DependantSync> Syncs);

/// <param name="Direct">Its own rule refers to the segment.</param>
public sealed record DependantSegment(string Id, bool Direct);

/// <param name="Direct">It syncs the segment itself.</param>
public sealed record DependantSync(string Id, string Segment, string Destination, bool Direct);
