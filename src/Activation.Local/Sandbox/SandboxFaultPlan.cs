namespace Activation.Local.Sandbox;

/// <summary>Faults at random: `PUT /sandbox/faults`.</summary>
public sealed record SandboxFaultPlan
{
    /// <summary>Share of calls that fail, 0 to 1.</summary>
    public double FailRate { get; init; } = 1;

    /// <summary>The same seed and calls give the same faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>One of these is drawn for each call that fails; empty means all but `timeout`.</summary>
    public IReadOnlyList<SandboxFault> Kinds { get; init; } = [];

    /// <summary>`add` or `remove`: only these calls fail; null means all calls.</summary>
    public string? Only { get; init; }

    /// <summary>After so many faults there are no more; null means no end.</summary>
    public int? Count { get; init; }
}
