using System.Globalization;
using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Sync;

/// <summary>
/// Forgets runs after `Activation:Delivery:RunDays`, with their batches and dead letters, so that what is asked of a sync every hour does not grow with its age. Stays: what is not
/// over, waits for a decision or has dead letters that nothing has made up for, and the newest runs of each sync.
/// </summary>
internal sealed class RunRetention(
    Definitions definitions, RunStore runs, BatchStore batches, DeadLetterStore dead, BlobLeases leases, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<RunRetention> logger)
{
    /// <summary>Of a sync, whatever their age.</summary>
    public const int Newest = 10;

    /// <summary>What is left then, the next tick removes: others wait for this one's end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlySet<string> Over = new HashSet<string>(
        new[] { RunState.Completed, RunState.CompletedWithErrors, RunState.Failed, RunState.Superseded }.Select(s => s.ToString()), StringComparer.Ordinal);

    private DateOnly? lookedOn;

    /// <summary>Once a day: it looks at the key of every run. What goes wrong keeps nobody from running.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (lookedOn == today)
        {
            return;
        }

        try
        {
            lookedOn = await TryRemoveOldAsync(cancellationToken) ? today : lookedOn;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SyncLog.NotForgotten(logger, e);
        }
    }

    /// <returns>False: there are more, or another host is at it.</returns>
    private async Task<bool> TryRemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync("run-retention", cancellationToken);
        if (lease is null)
        {
            return false;
        }

        var began = time.GetTimestamp();
        var cutoff = time.GetUtcNow().AddDays(-options.Value.RunDays);
        var old = await FindOldAsync(cutoff, cancellationToken);
        var (looked, removed) = (0, 0);
        while (looked < old.Count && time.GetElapsedTime(began) < Longest)
        {
            var run = old[looked++];

            // One that was stopped and is not closed yet still is what its sync's next run goes on from.
            if (await runs.FindAsync(run, cancellationToken) is { EndedAt: not null } && await dead.RemoveAsync(run, cancellationToken))
            {
                // The run comes last: as long as it is there, what is left of it is found again.
                await batches.RemoveAsync(run, cancellationToken);
                await runs.RemoveAsync(run, cancellationToken);
                removed++;
            }
        }

        if (removed > 0)
        {
            SyncLog.Forgotten(logger, removed, cutoff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return looked == old.Count;
    }

    private async Task<IReadOnlyList<RunId>> FindOldAsync(DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var syncs = (await definitions.Syncs.ListAsync(cancellationToken)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var old = new List<RunId>();
        var newest = new Queue<(RunId Run, bool IsOld)>();
        await foreach (var (run, state) in runs.ListStatesAsync(cancellationToken))
        {
            // The runs of a sync come one after the other, the oldest first.
            if (newest.TryPeek(out var before) && before.Run.Sync != run.Sync)
            {
                EndSync();
            }

            newest.Enqueue((run, run.Time < cutoff && Over.Contains(state)));
            if (newest.Count > Newest)
            {
                Take();
            }
        }

        EndSync();
        return old;

        void EndSync()
        {
            // Of a sync that is gone, nothing has to stay.
            var isGone = newest.TryPeek(out var any) && !syncs.Contains(any.Run.Sync.Value);
            while (isGone && newest.Count > 0)
            {
                Take();
            }

            newest.Clear();
        }

        void Take()
        {
            if (newest.Dequeue() is { IsOld: true } taken)
            {
                old.Add(taken.Run);
            }
        }
    }
}
