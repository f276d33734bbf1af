namespace Activation.Segments;

/// <summary>What else to compute beside a rule's count.</summary>
public sealed record SegmentPreviewRequest
{
    public const int MaxOverlaps = 3;

    /// <summary>Segments to count together with the rule, up to <see cref="MaxOverlaps"/>.</summary>
    public IReadOnlyList<string> OverlapWith { get; init; } = [];

    /// <summary>For a rule that is not saved: the segment that it is to replace, whose last evaluation the count is compared with, and whose audiences the members.</summary>
    public string? ReplacedSegment { get; init; }
}
