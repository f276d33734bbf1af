using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Sees that the audience exists and has the right name before anything is sent to it.</summary>
internal sealed class AudienceKeeper(SyncStateStore states, AccountGate accounts, LastingFailures failures, ActivationMetrics metrics, TimeProvider time)
{
    /// <param name="mayRename">False: a name that the platform refuses stands in nobody's way.</param>
    public async Task<DestinationResult> EnsureAsync(SyncTarget target, string segmentName, bool mayRename, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        var state = await states.GetAsync(target.Id, cancellationToken);
        var name = target.Definition.AudienceName is { Length: > 0 } set ? set : segmentName;
        if (state.AudienceId is not null && (state.AudienceName == name || !mayRename))
        {
            return DestinationResult.Success;
        }

        var marker = $"[activation:{target.Id}:{ledger.Manifest.LedgerId}]";
        var spec = new AudienceSpec(target.Id, name, $"{segmentName}. Kept in step automatically; changes made here are overwritten. {marker}", marker, state.AudienceId) { HasValues = target.Definition.ValueTrait is not null };
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, new AccountTurn(target.Id), cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal;
        }

        var began = time.GetTimestamp();
        var ensured = await target.Destination.EnsureAudienceAsync(target.Account, spec, cancellationToken);
        metrics.Called(target.Account.Id, "audience", ensured.Result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, ensured.Result, cancellationToken);
        if (ensured.Result.Outcome == DestinationOutcome.Success)
        {
            await states.UpdateAsync(target.Id, s => s with { AudienceId = ensured.AudienceId, AudienceName = name, Destination = target.Definition.Destination }, cancellationToken);
        }

        return await failures.HeedAsync(target.Id, ensured.Result, "The audience could not be prepared", cancellationToken);
    }
}
