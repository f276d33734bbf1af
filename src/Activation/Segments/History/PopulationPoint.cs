namespace Activation.Segments.History;

/// <summary>How many members a segment had when it was evaluated.</summary>
public sealed record PopulationPoint
{
    /// <summary>The instant of the evaluation.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Members { get; init; }

    /// <summary>Members more (or, below 0, fewer) than at the evaluation before; null at the first.</summary>
    public long? Change { get; init; }

    /// <summary>The version of the segment that was evaluated; null for one from before there were versions.</summary>
    public long? Version { get; init; }
}
