using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Sees that the audience exists and has the right name before anything is sent to it.</summary>
internal sealed class AudienceKeeper(SyncStateStore states)
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
        var spec = new AudienceSpec(target.Id, name, $"{segmentName}. Kept in step automatically; changes made here are overwritten. {marker}", marker, state.AudienceId);
        var ensured = await target.Destination.EnsureAudienceAsync(target.Account, spec, cancellationToken);
        if (ensured.Result.Outcome == DestinationOutcome.Success)
        {
            await states.UpdateAsync(target.Id, s => s with { AudienceId = ensured.AudienceId, AudienceName = name, Destination = target.Definition.Destination }, cancellationToken);
        }

        return ensured.Result;
    }
}
