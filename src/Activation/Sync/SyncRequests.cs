using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Governance.Consents;
using Activation.Import;
using Activation.Monitoring.Tracing;
using Activation.Sync.Members;
using Activation.Sync.Processing;
using Cronos;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>Asks for runs: by hand, by the timer, by deletion.</summary>
public sealed class SyncRequests
{
    private readonly Definitions definitions;
    private readonly DestinationCatalog catalog;
    private readonly RunStore runs;
    private readonly SyncStateStore states;
    private readonly SyncRemoval removal;
    private readonly ImportRegistrar imports;
    private readonly RunQueue queue;
    private readonly AccountHealth health;
    private readonly RunMemberLists members;
    private readonly RunRetention retention;
    private readonly ConsentScopeSource consent;
    private readonly TimeProvider time;
    private readonly ILogger<SyncRequests> logger;

    internal SyncRequests(
        Definitions definitions, DestinationCatalog catalog, RunStore runs, SyncStateStore states, SyncRemoval removal, ImportRegistrar imports, RunQueue queue, AccountHealth health, RunMemberLists members, RunRetention retention, ConsentScopeSource consent, TimeProvider time, ILogger<SyncRequests> logger)
    {
        this.definitions = definitions;
        this.catalog = catalog;
        this.runs = runs;
        this.states = states;
        this.removal = removal;
        this.imports = imports;
        this.queue = queue;
        this.health = health;
        this.members = members;
        this.retention = retention;
        this.consent = consent;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Plans a run and queues its evaluation. A request that coalesces with one that has not begun answers that run's id.</summary>
    /// <exception cref="ProblemException">404 no such sync; 409 the sync is being deleted, is paused, or is not in force.</exception>
    public async Task<RunId> RequestAsync(SyncId sync, RunMode mode, CancellationToken cancellationToken)
    {
        var still = await RequireAsync(sync, mode, cancellationToken);
        return await queue.AddOrJoinAsync(sync, mode, still, cancellationToken);
    }

    /// <summary>Refuses what may not be asked of the sync now; answers whether it is left as it is.</summary>
    private async Task<bool> RequireAsync(SyncId sync, RunMode mode, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken) ?? throw ProblemException.NotFound("sync", sync.Value);
        var state = await states.GetAsync(sync, cancellationToken);
        if (state.Deleting && mode != RunMode.Empty)
        {
            throw ProblemException.Conflict("syncDeleting", $"The sync '{sync}' is being deleted; its audience is being emptied or deleted.");
        }

        var still = mode != RunMode.Empty && SyncScheduleRule.Phase(definition, time.GetUtcNow()) == SyncPhase.Still;
        if (still && mode is (RunMode.Delta or RunMode.Full))
        {
            throw definition.Paused
                ? ProblemException.Conflict("syncPaused", $"The sync '{sync}' is paused; set paused to false, or ask for a dry run.")
                : ProblemException.Conflict("syncNotInForce", $"The sync '{sync}' has not started, or has ended and keeps its audience; change startsAt or endsAt, or ask for a dry run.");
        }

        return still;
    }

    /// <summary>
    /// Plans a run that takes people out who must leave, also of a sync that is paused or not in force. It coalesces with any run that waits and will take them out too.
    /// </summary>
    /// <exception cref="ProblemException">404 no such sync.</exception>
    public async Task<RunId> ProtectAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken) ?? throw ProblemException.NotFound("sync", sync.Value);
        var state = await states.GetAsync(sync, cancellationToken);
        var still = SyncScheduleRule.FindPhase(definition, time.GetUtcNow()) is null or SyncPhase.Still;
        return await queue.AddOrJoinAsync(sync, state.Deleting ? RunMode.Empty : RunMode.Protect, still, cancellationToken);
    }

    /// <inheritdoc cref="ConsentScopeSource.IsDueAsync"/>
    internal Task<bool> MayHoldWithdrawnAsync(SyncDefinition definition, SyncState state, CancellationToken cancellationToken) => consent.IsDueAsync(definition, state, cancellationToken);

    /// <summary>
    /// After a sync was changed: where it is to be left as it is from now on, what is under way is stopped by a run that only protects. What was not
    /// sent is sent when the sync goes on.
    /// </summary>
    public async Task StopAsync(SyncId sync, SyncDefinition definition, CancellationToken cancellationToken)
    {
        if (SyncScheduleRule.Phase(definition, time.GetUtcNow()) != SyncPhase.Still)
        {
            return;
        }

        var isUnderWay = (await runs.ListUnfinishedAsync(sync, cancellationToken)).Any(Sends);
        if (isUnderWay || (await runs.ListAsync(sync, RunState.Held, cancellationToken)).Any(r => Sends(r) && r.Code == RunEnd.Disconnected))
        {
            await states.UpdateAsync(sync, s => s with { Missed = true }, cancellationToken);
        }

        if (isUnderWay)
        {
            await queue.AddOrJoinAsync(sync, RunMode.Protect, still: true, cancellationToken);
        }

        static bool Sends(RunRecord run) => run.Mode is RunMode.Delta or RunMode.Full;
    }

    /// <summary>
    /// The host's tick: queues a run of every sync that is due, and registers files whose events were missed. A run that was
    /// interrupted or waits is superseded by the new one; where none is due, it is taken up again. Whoever has withdrawn a consent leaves at the next tick, due or not.
    /// </summary>
    public Task TickAsync(DateTimeOffset scheduled, CancellationToken cancellationToken) =>
        Work.RunAsync(logger, "tick", WorkTags.None, () => TickNowAsync(scheduled, cancellationToken));

    private async Task TickNowAsync(DateTimeOffset scheduled, CancellationToken cancellationToken)
    {
        await imports.SweepAsync(cancellationToken);
        await members.RemoveOldAsync(cancellationToken);
        var failures = new List<Exception>();
        var syncs = await definitions.Syncs.ListAsync(cancellationToken);
        foreach (var (id, definition) in syncs)
        {
            try
            {
                await TickAsync(new SyncId(id), definition, scheduled, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // What is wrong with one sync holds no other back.
                SyncLog.TickFailed(logger, new SyncId(id), e);
                failures.Add(e);
            }
        }

        if (failures.Count > 0 && failures.Count == syncs.Count)
        {
            // Then it is nothing of a sync's own: the host repeats the tick.
            throw new AggregateException(failures);
        }

        // When all are on their way: nobody waits for it.
        await retention.RemoveOldAsync(cancellationToken);
    }

    private async Task TickAsync(SyncId sync, SyncDefinition definition, DateTimeOffset scheduled, CancellationToken cancellationToken)
    {
        var state = await states.GetAsync(sync, cancellationToken);
        if (!await health.IsConnectedAsync(new DestinationId(definition.Destination), cancellationToken))
        {
            // What its audience lacks, and who must leave it, is computed when the credentials work again.
            return;
        }

        if (Due(sync, definition, state, scheduled) is { } mode)
        {
            await queue.AddAsync(RunId.Scheduled(sync, scheduled), await queue.ModeAsync(sync, mode, cancellationToken), cancellationToken);
            await states.UpdateAsync(sync, s => s with { ScheduledAt = scheduled, Missed = false }, cancellationToken);
        }
        else if (FailedProcessing.Due(state.FailedProcessing, scheduled).Count > 0 || await consent.IsDueAsync(definition, state, cancellationToken))
        {
            await queue.AddAsync(RunId.Scheduled(sync, scheduled), RunMode.Protect, cancellationToken);
        }
        else
        {
            // An end date that came while a run was under way has told nobody.
            await StopAsync(sync, definition, cancellationToken);
            await queue.ResumeAsync(sync, scheduled, SyncScheduleRule.Phase(definition, scheduled) != SyncPhase.Still, cancellationToken);
        }
    }

    /// <summary>Begins the deletion: the audience is emptied or deleted first, unless it is kept; then the sync and its ledger go.</summary>
    /// <returns>The run that does it; null if the sync is gone at once.</returns>
    /// <exception cref="ProblemException">404 no such sync; 400 the destination's type cannot delete audiences; 409 somebody must leave the audience, which therefore cannot be kept, or a run is being planned for long.</exception>
    public async Task<RunId?> DeleteAsync(SyncId sync, AtDeletion audience, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken) ?? throw ProblemException.NotFound("sync", sync.Value);
        if (audience == AtDeletion.Delete && !await CanDeleteAsync(definition, cancellationToken))
        {
            throw ProblemException.Invalid(
                "deletionNotSupported", "audience", "Destinations of this type cannot delete an audience: empty it (audience=empty), or keep it (audience=keep) and delete it at the platform.");
        }

        var state = await states.GetAsync(sync, cancellationToken);
        if (audience == AtDeletion.Keep && state.AudienceId is not null && await removal.FindClaimAsync(sync, cancellationToken) is { } claim)
        {
            throw ProblemException.Conflict(
                "audienceClaimed", $"{claim} is not confirmed by the sync's destination yet, so the audience cannot be left as it is: wait for that, or let go of it another way (audience=empty, audience=delete).");
        }

        if ((audience == AtDeletion.Keep || state.AudienceId is null) && await removal.RemoveNowAsync(sync, audience == AtDeletion.Keep, cancellationToken))
        {
            return null;
        }

        await states.UpdateAsync(sync, s => s with { Deleting = true, DeletesAudience = audience == AtDeletion.Delete }, cancellationToken);
        return await RequestAsync(sync, RunMode.Empty, cancellationToken);
    }

    private async Task<bool> CanDeleteAsync(SyncDefinition sync, CancellationToken cancellationToken) =>
        await definitions.Destinations.FindAsync(sync.Destination, cancellationToken) is { } destination && catalog.Find(destination.Type)?.Type.SupportsDeletion == true;

    /// <summary>Releases a run that a safety brake held: the delta is computed again and goes out if it takes no more members out.</summary>
    /// <returns>The run that delivers.</returns>
    /// <exception cref="ProblemException">404 no such run; 409 it is not held, or by something that no approval ends; or as of <see cref="RequestAsync"/>, since the approval would be lost.</exception>
    public async Task<RunId> ApproveAsync(RunId held, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(held, cancellationToken) is { State: RunState.Held } waiting)
        {
            await RequireAsync(held.Sync, waiting.Mode, cancellationToken);
            RequireDecision(waiting);
        }

        var next = RunId.Manual(held.Sync, time.GetUtcNow());
        var run = await DecideAsync(held, $"Approved; continued as {next}.", cancellationToken);
        await queue.AddAsync(next, run.Mode, cancellationToken, approvedLeaving: run.Leaving - run.Exempt);
        return next;
    }

    /// <summary>Drops a held run; the next one computes its own delta.</summary>
    /// <exception cref="ProblemException">404 no such run; 409 it is not held.</exception>
    public Task DiscardAsync(RunId held, CancellationToken cancellationToken) => DecideAsync(held, "Discarded.", cancellationToken);

    /// <summary>What waits for something else than a person's word would only be held again.</summary>
    private static void RequireDecision(RunRecord run)
    {
        if (run.Code is RunGate.BelowMinimumSize)
        {
            throw ProblemException.Conflict("runNotDecidable", $"The run '{run.RunId}' waits for more members, not for an approval: set the sync's minimumSize to 0 to send it now, or discard it.");
        }

        if (run.Code is RunEnd.Disconnected)
        {
            throw ProblemException.Conflict("runNotDecidable", $"The run '{run.RunId}' waits for its destination, not for an approval: renew its credentials (PUT /api/destinations/{{id}} with a secret), and what the audience lacks is delivered.");
        }
    }

    /// <summary>Of two who decide at the same time, the second is refused.</summary>
    /// <returns>The run as it was held.</returns>
    private async Task<RunRecord> DecideAsync(RunId held, string message, CancellationToken cancellationToken)
    {
        _ = await runs.FindAsync(held, cancellationToken) ?? throw ProblemException.NotFound("run", held.Value);
        RunRecord? run = null;
        await runs.UpdateAsync(
            held,
            r =>
            {
                run = r.State == RunState.Held ? r : null;
                return run is null ? null : r with { State = RunState.Superseded, Message = message };
            },
            cancellationToken);
        return run ?? throw ProblemException.Conflict("runNotHeld", $"The run '{held}' is not held; only a held run can be approved or discarded.");
    }

    private RunMode? Due(SyncId sync, SyncDefinition definition, SyncState state, DateTimeOffset tick)
    {
        try
        {
            return SyncScheduleRule.Due(definition, state, tick);
        }
        catch (Exception e) when (e is CronFormatException or ProblemException)
        {
            // A run says what is wrong; so it does not go unseen.
            SyncLog.BadSchedule(logger, sync);
            return definition.Paused ? null : RunMode.Delta;
        }
    }
}
