namespace Activation.Segments.Events;

/// <summary>
/// When events have to have happened. Moving with now (`within`, or `between` of two durations): now − older &lt; t ≤ now − newer. Fixed (`between` of two
/// instants): from ≤ t &lt; to. An end that is null is open, but nothing later than now ever counts.
/// </summary>
public sealed record EventPeriod
{
    /// <summary>Events this old or older do not count.</summary>
    public TimeSpan? Older { get; init; }

    /// <summary>Events younger than this do not count.</summary>
    public TimeSpan? Newer { get; init; }

    /// <summary>Included.</summary>
    public DateTime? From { get; init; }

    /// <summary>Not included.</summary>
    public DateTime? To { get; init; }
}
