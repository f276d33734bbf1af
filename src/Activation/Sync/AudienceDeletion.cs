using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;

namespace Activation.Sync;

/// <summary>Deletes an audience at its platform, where the deletion of its sync asks for that, and the sync with it. Called under the sync's lease.</summary>
internal sealed class AudienceDeletion(
    SyncTargets targets, SyncStateStore states, RunStore runs, AccountGate accounts, SyncRemoval removal, ActivationMetrics metrics, TimeProvider time)
{
    public async Task<bool> IsDueAsync(SyncId sync, CancellationToken cancellationToken) =>
        await states.GetAsync(sync, cancellationToken) is { Deleting: true, DeletesAudience: true };

    /// <summary>After a success the sync is gone; after anything else nothing has changed. Doing it again is no failure.</summary>
    /// <param name="run">The run that was asked for the deletion.</param>
    /// <inheritdoc cref="SyncTargets.GetAsync" path="/exception"/>
    public async Task<DestinationResult> DeleteAsync(RunId run, CancellationToken cancellationToken)
    {
        var target = await targets.GetAsync(run.Sync, cancellationToken);
        var state = await states.GetAsync(run.Sync, cancellationToken);
        var result = state.AudienceId is { } audience ? await CallAsync(target, audience, cancellationToken) : DestinationResult.Success;
        if (result.Outcome == DestinationOutcome.Success)
        {
            var now = time.GetUtcNow();
            await runs.UpdateAsync(
                run,
                r => RunPhases.IsFinal(r.State) ? null : r with { State = RunState.Completed, StartedAt = r.StartedAt ?? now, EndedAt = now, Message = "The audience was deleted at its platform." },
                cancellationToken);
            await removal.RemoveAsync(run.Sync, cancellationToken);
        }

        return result;
    }

    private async Task<DestinationResult> CallAsync(SyncTarget target, string audience, CancellationToken cancellationToken)
    {
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, new AccountTurn(target.Id), cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal;
        }

        var began = time.GetTimestamp();
        var result = await target.Destination.DeleteAudienceAsync(target.Account, audience, cancellationToken);
        metrics.Called(target.Account.Id, "audience", result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, result, cancellationToken);
        return result;
    }
}
