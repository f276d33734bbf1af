using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Sync.Ledger;
using Microsoft.Extensions.Options;

namespace Activation.Sync;

/// <summary>Sees that the audience exists and has the right name before anything is sent to it.</summary>
internal sealed class AudienceKeeper(SyncStateStore states, AccountGate accounts, IOptions<DeliveryOptions> options, ActivationMetrics metrics, TimeProvider time)
{
    public async Task<DestinationResult> EnsureAsync(SyncTarget target, string segmentName, VersionedLedger ledger, CancellationToken cancellationToken)
    {
        var state = await states.GetAsync(target.Id, cancellationToken);
        var name = target.Definition.AudienceName is { Length: > 0 } set ? set : segmentName;
        if (state.AudienceId is not null && state.AudienceName == name)
        {
            return DestinationResult.Success;
        }

        var marker = $"[activation:{target.Id}:{ledger.Manifest.LedgerId}]";
        var spec = new AudienceSpec(target.Id, name, $"{segmentName}. Kept in step automatically; changes made here are overwritten. {marker}", marker, state.AudienceId) { HasValues = target.Definition.ValueTrait is not null };
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, cancellationToken);
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

        return ensured.Result.Outcome == DestinationOutcome.Retry ? await FailAsync(target.Id, ensured.Result, cancellationToken) : ensured.Result;
    }

    /// <summary>As a batch, an audience is tried for so many hours, over all runs.</summary>
    private async Task<DestinationResult> FailAsync(SyncId sync, DestinationResult result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var failing = await states.UpdateAsync(sync, s => s with { FailingSince = s.FailingSince ?? now }, cancellationToken);
        return now - failing.FailingSince < TimeSpan.FromHours(options.Value.GiveUpHours)
            ? result
            : result with { Outcome = DestinationOutcome.Stop, Message = $"The audience could not be prepared in {options.Value.GiveUpHours} hours of trying. {result.Message}" };
    }
}
