using Activation.Monitoring.Tracing;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Sync.Processing;

/// <summary>
/// Looks once a minute for calls whose platform works on them after its answer, and asks those that are due. Several hosts may do it at once; a sync is one host's at a time, and
/// one that fails does not keep the others.
/// </summary>
public sealed class ProcessingWatch
{
    /// <summary>Those that have waited longest; the others come a minute later.</summary>
    private const int MostSyncs = 100;

    /// <summary>Of a sync.</summary>
    private const int MostCalls = 20;

    private const int AtOnce = 4;

    /// <summary>Until a sync is looked at again of which not even the trouble was expected.</summary>
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(15);

    private readonly SyncStateStore states;
    private readonly RunLook look;
    private readonly BlobLeases leases;
    private readonly TimeProvider time;
    private readonly ILogger<ProcessingWatch> logger;

    internal ProcessingWatch(SyncStateStore states, RunLook look, BlobLeases leases, TimeProvider time, ILogger<ProcessingWatch> logger)
    {
        this.states = states;
        this.look = look;
        this.leases = leases;
        this.time = time;
        this.logger = logger;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = (await states.ListAwaitedAsync(cancellationToken)).Where(a => a.NextAt <= now).OrderBy(a => a.NextAt).Select(a => new RunId(a.Run).Sync).Distinct().Take(MostSyncs);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (sync, token) => await TryAsync(sync, token));
    }

    /// <summary>Asks for a run's calls now, though they may be due later, unless another host asks: somebody waits for what became of them.</summary>
    public Task AskAsync(RunId run, CancellationToken cancellationToken) => TryAsync(run.Sync, held => LookAsync(run, MostCalls, early: true, held), cancellationToken);

    private Task TryAsync(SyncId sync, CancellationToken cancellationToken) => TryAsync(sync, held => LookAsync(sync, held), cancellationToken);

    private async Task TryAsync(SyncId sync, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await AskLeasedAsync(sync, ask, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SyncLog.NotAsked(logger, sync, e);
            var again = time.GetUtcNow() + AfterTrouble;
            await states.UpdateKnownAsync(sync, s => s with { Awaited = [.. s.Awaited.Select(a => a.NextAt < again ? a with { NextAt = again } : a)] }, cancellationToken);
        }
    }

    private async Task AskLeasedAsync(SyncId sync, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"processing-{sync}", cancellationToken);
        if (lease is null)
        {
            // Another host asks.
            return;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        await ask(held.Token);
    }

    private async Task LookAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var left = MostCalls;

        // Read after the lease is held: the host before has written down what it asked.
        foreach (var awaited in (await states.GetAsync(sync, cancellationToken)).Awaited.Where(a => a.NextAt <= now).OrderBy(a => a.NextAt).TakeWhile(_ => left > 0))
        {
            left -= await LookAsync(new RunId(awaited.Run), left, early: false, cancellationToken);
        }
    }

    private Task<int> LookAsync(RunId run, int most, bool early, CancellationToken cancellationToken) =>
        Work.RunAsync(logger, "processing", WorkTags.Of(run), () => look.LookAsync(run, most, early, cancellationToken));
}
