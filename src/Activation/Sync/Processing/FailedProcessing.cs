using Activation.Delivery;

namespace Activation.Sync.Processing;

/// <summary>
/// Runs with calls that the platform took and then applied nothing of: their members are planned again by the first run that comes when they are due. At once after the first time;
/// if it happens again within two days, after an hour, then after twice as long each time, at most a day, so that a call that fails for ever is not repeated at every tick.
/// </summary>
public sealed record FailedProcessing
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(2);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public required IReadOnlyList<FailedRun> Runs { get; init; }

    /// <summary>Runs in a row, each within two days of the one before.</summary>
    public required int Times { get; init; }

    /// <summary>When the latest was found.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>With a run as its batches are now. Pure.</summary>
    /// <param name="before">Null: nothing has failed yet.</param>
    internal static FailedProcessing? After(FailedProcessing? before, RunId run, IReadOnlyList<BatchRecord> batches, DateTimeOffset now)
    {
        var runs = before?.Runs ?? [];
        if (!batches.Any(b => b.HasFailedCalls) || runs.Any(r => r.Run == run.Value))
        {
            return before;
        }

        var times = before is not null && now - before.At < Memory ? before.Times + 1 : 1;
        return new FailedProcessing { Runs = [.. runs, new FailedRun(run.Value, now + Wait(times))], Times = times, At = now };
    }

    /// <summary>The runs whose members may be planned again. Pure.</summary>
    internal static IReadOnlyList<RunId> Due(FailedProcessing? failed, DateTimeOffset now) => [.. (failed?.Runs ?? []).Where(r => r.DueAt <= now).Select(r => new RunId(r.Run))];

    /// <summary>After the members of runs were marked for the next plan. Pure.</summary>
    internal FailedProcessing Without(IReadOnlyCollection<RunId> runs) => this with { Runs = [.. Runs.Where(r => !runs.Contains(new RunId(r.Run)))] };

    private static TimeSpan Wait(int times) => times == 1 ? TimeSpan.Zero : Pause * Math.Min(Math.Pow(2, Math.Min(times - 2, 30)), Longest / Pause);
}

/// <param name="DueAt">When its members may be planned again.</param>
public sealed record FailedRun(string Run, DateTimeOffset DueAt);
