using Activation.Monitoring.Tracing;
using Activation.Storage;

namespace Activation.Sync;

/// <summary>Adds planned runs and asks for their evaluation.</summary>
internal sealed class RunQueue(RunStore runs, IMessageQueue queue, TimeProvider time)
{
    /// <summary>Adds nothing if the run exists already; its message is sent in any case.</summary>
    /// <param name="approvedLeaving">See <see cref="RunRecord.ApprovedLeaving"/>.</param>
    public async Task AddAsync(RunId run, RunMode mode, CancellationToken cancellationToken, long? approvedLeaving = null)
    {
        var record = new RunRecord
        {
            RunId = run.Value,
            Sync = run.Sync.Value,
            Mode = mode,
            State = RunState.Planned,
            RequestedAt = time.GetUtcNow(),
            ApprovedLeaving = approvedLeaving,
            TraceParent = ActivationTracing.Current,
        };
        await runs.TryAddAsync(record, cancellationToken);
        await SendAsync(run, "plan", cancellationToken);
    }

    /// <summary>Adds a run by hand, unless one waits that will do what it would.</summary>
    /// <param name="still">See <see cref="SyncPhase.Still"/>.</param>
    public async Task<RunId> AddOrJoinAsync(SyncId sync, RunMode mode, bool still, CancellationToken cancellationToken)
    {
        if (await FindWaitingAsync(sync, mode, still, cancellationToken) is { } waiting)
        {
            return waiting;
        }

        var run = RunId.Manual(sync, time.GetUtcNow());
        await AddAsync(run, mode, cancellationToken);
        return run;
    }

    /// <summary>A run that waits and will do what a new one of the mode would; asks for its evaluation again, since its message may have been lost with a host.</summary>
    /// <param name="still">The sync is left as it is: a run that would do more does not take the place of one that protects.</param>
    public async Task<RunId?> FindWaitingAsync(SyncId sync, RunMode mode, bool still, CancellationToken cancellationToken)
    {
        // Nor does one that waits for the end of a full run: whoever must leave does not.
        var alone = mode == RunMode.Protect && (still || (await runs.ListAsync(sync, RunState.Delivering, cancellationToken)).Any(r => r.Mode == RunMode.Full));
        foreach (var waiting in await runs.ListAsync(sync, RunState.Planned, cancellationToken))
        {
            if (waiting.Mode == mode || (RunModes.Includes(waiting.Mode, mode) && !alone))
            {
                var pending = new RunId(waiting.RunId);
                await AskAsync(pending, "asked", cancellationToken);
                return pending;
            }
        }

        return null;
    }

    /// <summary>Takes up runs whose message was lost: what an evaluation does is decided by what is stored, so a message too many does no harm.</summary>
    /// <param name="tick">Names the messages, so that a repeated tick repeats them.</param>
    /// <param name="mayAdd">Whether a run that was held until its destination is connected again goes on as a new one.</param>
    public async Task ResumeAsync(SyncId sync, DateTimeOffset tick, bool mayAdd, CancellationToken cancellationToken)
    {
        if (mayAdd && (await runs.ListAsync(sync, RunState.Held, cancellationToken)).LastOrDefault(r => r.Code == RunEnd.Disconnected) is { } held)
        {
            await AddAsync(RunId.Scheduled(sync, tick), held.Mode, cancellationToken);
            return;
        }

        foreach (var run in await runs.ListUnfinishedAsync(sync, cancellationToken))
        {
            await SendAsync(new RunId(run.RunId), Messages.Due("tick", tick), cancellationToken);
        }
    }

    /// <summary>Asks for a run's evaluation once more.</summary>
    /// <param name="purpose">Part of the message's name.</param>
    public Task AskAsync(RunId run, string purpose, CancellationToken cancellationToken) => SendAsync(run, Messages.Due(purpose, time.GetUtcNow()), cancellationToken);

    /// <summary>The mode of a run that nobody asks for by hand: where a full run is under way, what has changed is enough, since whatever takes over from that one carries it on.</summary>
    public async Task<RunMode> ModeAsync(SyncId sync, RunMode due, CancellationToken cancellationToken) =>
        due == RunMode.Full && (await runs.ListUnfinishedAsync(sync, cancellationToken)).Any(r => r.Mode == RunMode.Full) ? RunMode.Delta : due;

    private Task SendAsync(RunId run, string cause, CancellationToken cancellationToken) => queue.SendEvaluateAsync(run, cause, 0, TimeSpan.Zero, cancellationToken);
}
