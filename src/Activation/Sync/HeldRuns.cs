using Activation.Sync.Planning;

namespace Activation.Sync;

/// <summary>Runs that a brake holds: at most one of a sync waits for a decision. Called under the sync's lease.</summary>
internal sealed class HeldRuns(RunStore runs, RunQueue queue, TimeProvider time)
{
    /// <summary>
    /// Before a run is held: sees that those leave nevertheless whom no brake holds back, and that older runs do not wait beside it. A scheduled run
    /// that finds the same as the held one before it only says so, so that the older one can still be decided on.
    /// </summary>
    /// <param name="held">The run as it will be.</param>
    public async Task<RunRecord> PrepareAsync(RunRecord held, bool mustProtect, CancellationToken cancellationToken)
    {
        var id = new RunId(held.RunId);
        if (mustProtect && await queue.FindWaitingAsync(id.Sync, RunMode.Protect, still: true, cancellationToken) is null)
        {
            await queue.AddAsync(id.Next(time.GetUtcNow()), RunMode.Protect, cancellationToken);
        }

        var older = (await runs.ListAsync(id.Sync, RunState.Held, cancellationToken)).Where(r => string.CompareOrdinal(r.RunId, held.RunId) < 0).ToList();
        if (id.IsScheduled && older is [.., var newest] && SameQuestion(newest, held))
        {
            return held with { State = RunState.Superseded, Message = $"Held as {newest.RunId}: approve or discard that one." };
        }

        await EndAsync(older, $"Held again as {held.RunId}.", cancellationToken);
        return held;
    }

    /// <summary>When a run goes out, what older held runs asked is settled.</summary>
    public async Task SettleAsync(RunId run, CancellationToken cancellationToken) =>
        await EndAsync(
            (await runs.ListAsync(run.Sync, RunState.Held, cancellationToken)).Where(r => string.CompareOrdinal(r.RunId, run.Value) < 0), $"Continued as {run}.", cancellationToken);

    private static bool SameQuestion(RunRecord older, RunRecord held) =>
        (older.Code, older.Mode, older.Received, older.Excluded, older.Failed, older.Leaving, older.Exempt)
        == (held.Code, held.Mode, held.Received, held.Excluded, held.Failed, held.Leaving, held.Exempt);

    private async Task EndAsync(IEnumerable<RunRecord> held, string message, CancellationToken cancellationToken)
    {
        foreach (var run in held)
        {
            await runs.UpdateAsync(new RunId(run.RunId), r => r.State == RunState.Held ? r with { State = RunState.Superseded, Message = message } : null, cancellationToken);
        }
    }
}
