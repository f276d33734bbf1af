using Activation.Delivery;

namespace Activation.Sync.Processing;

/// <summary>A run with calls of which the platform has not said yet what became of them.</summary>
/// <param name="NextAt">When the platform is asked next.</param>
public sealed record AwaitedRun(string Run, DateTimeOffset NextAt)
{
    /// <summary>When the platform is to be asked next of any call of a run; null: of none. Pure.</summary>
    internal static DateTimeOffset? Next(IReadOnlyList<BatchRecord> batches) => batches.SelectMany(b => b.Awaited ?? []).Select(c => (DateTimeOffset?)c.NextAt).Min();

    /// <summary>The sync's list with the run as it is now. Pure.</summary>
    /// <param name="next">Null: the run is not waited for any more.</param>
    internal static IReadOnlyList<AwaitedRun> With(IReadOnlyList<AwaitedRun> awaited, RunId run, DateTimeOffset? next)
    {
        var others = awaited.Where(a => a.Run != run.Value);
        return next is { } at ? [.. others, new AwaitedRun(run.Value, at)] : [.. others];
    }
}
