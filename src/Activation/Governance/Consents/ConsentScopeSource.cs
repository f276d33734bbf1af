using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Planning;

namespace Activation.Governance.Consents;

/// <summary>Keeps people out of plans who have not given the consents that a sync demands, and says when that has to be looked at anew.</summary>
internal sealed class ConsentScopeSource(Definitions definitions, DestinationCatalog destinations, SnapshotStore snapshots) : IPlanScopeSource
{
    public async Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken)
    {
        if (await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is not { } definition || await DemandsAsync(definition, cancellationToken) is not { Count: > 0 } demands)
        {
            return scope;
        }

        // Read before the plan reads it: what is published in between is looked at again.
        var defaults = await DefaultsAsync(demands, cancellationToken);
        return scope with { Consent = demands, ConsentDefaults = defaults, ConsentState = await StateAsync(demands, defaults, cancellationToken) };
    }

    /// <summary>
    /// Whether somebody in the audience may have withdrawn a consent since the last run that looked: people may have changed, what is demanded, or what sources say by default.
    /// </summary>
    public async Task<bool> IsDueAsync(SyncDefinition sync, SyncState state, CancellationToken cancellationToken) =>
        state.AudienceId is not null && state.Rows != 0
        && await DemandsAsync(sync, cancellationToken) is { Count: > 0 } demands
        && state.ConsentState != await StateAsync(demands, await DefaultsAsync(demands, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<ConsentDemand>> DemandsAsync(SyncDefinition sync, CancellationToken cancellationToken)
    {
        var destination = await definitions.Destinations.FindAsync(sync.Destination, cancellationToken);
        return ConsentDemands.Of(sync, destination, destination is null ? null : destinations.Find(destination.Type)?.Type);
    }

    /// <summary>Of the purposes that are demanded, as the sources that there are say now.</summary>
    private async Task<IReadOnlyList<SourceConsent>> DefaultsAsync(IReadOnlyList<ConsentDemand> demands, CancellationToken cancellationToken) =>
    [
        .. (await definitions.Sources.ListAsync(cancellationToken)).OrderBy(s => s.Key, StringComparer.Ordinal)
            .SelectMany(s => demands.Where(d => s.Value.Consent.ContainsKey(d.Purpose)).Select(d => new SourceConsent(s.Key, d.Purpose, s.Value.Consent[d.Purpose]))),
    ];

    private async Task<string> StateAsync(IReadOnlyList<ConsentDemand> demands, IReadOnlyList<SourceConsent> defaults, CancellationToken cancellationToken)
    {
        var generation = (await snapshots.ReadManifestAsync(cancellationToken)).Generation;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', defaults.Select(d => $"{d.Source}/{d.Purpose}={d.IsGranted}"))));
        return string.Create(CultureInfo.InvariantCulture, $"{generation} {string.Join(',', demands.Select(d => $"{d.Purpose}/{d.Scope}"))} {Convert.ToHexStringLower(digest.AsSpan(0, 8))}");
    }
}
