using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Sync.Ledger;

namespace Activation.Governance.Privacy;

/// <summary>Every place that holds people's data, in the order in which it is taken out: the record before what is made of it.</summary>
internal sealed class PersonalStores(
    ProfileStore profiles, ProfileAliases aliases, SnapshotPurge snapshot, LedgerStore ledgers, LedgerPurge ledger, DeliveredFiles delivered, AccountHealth health, Definitions definitions, DestinationCatalog catalog)
{
    public const string Ledger = "ledger";

    private const int Concurrency = 8;

    public IReadOnlyList<PersonalStore> All =>
    [
        new("profiles", false, async (_, people, token) => PurgeResult.Of(await profiles.DeleteAsync(people, Concurrency, token))),
        new("aliases", false, async (_, people, token) => PurgeResult.Of(await aliases.DeleteAsync(people, token))),
        new("snapshot", false, async (_, people, token) => PurgeResult.Of(await snapshot.PurgeAsync(people, token))),
        new(Ledger, true, PurgeLedgersAsync),
        new("batches", true, (_, people, token) => delivered.PurgeBatchesAsync(people, token)),
        new("runs", true, (_, people, token) => delivered.PurgeRunsAsync(people, token)),
        new("exports", true, (_, people, token) => delivered.PurgeExportsAsync(people, token)),
    ];

    private async Task<PurgeResult> PurgeLedgersAsync(string request, IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var found = false;
        string? waits = null;
        foreach (var sync in await ledgers.ListAsync(cancellationToken))
        {
            var destination = await DestinationAsync(sync, cancellationToken);
            var parks = destination is { } known && !await health.IsConnectedAsync(known.Id, cancellationToken);
            var had = await ledger.PurgeAsync(sync, people, Keys(destination?.Definition), parks ? request : null, cancellationToken);
            waits = had is null ? $"The ledger of '{sync}' is being worked on, or what it holds is still needed." : waits;
            found |= had == true;
        }

        return PurgeResult.Of(found, waits);
    }

    /// <summary>Null: it is not known any more.</summary>
    private async Task<(DestinationId Id, DestinationDefinition Definition)?> DestinationAsync(SyncId sync, CancellationToken cancellationToken) =>
        await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is { } definition && await definitions.Destinations.FindAsync(definition.Destination, cancellationToken) is { } destination
            ? (new DestinationId(definition.Destination), destination)
            : null;

    /// <summary>By which identifiers the destination matches; all that tell a person, where it is not known any more.</summary>
    private IReadOnlySet<string> Keys(DestinationDefinition? destination) => destination is null
        ? GivenIdentifier.Accepted.ToHashSet(StringComparer.Ordinal)
        : catalog.Require(destination.Type).Type.Keys.SelectMany(k => k.Identifiers).ToHashSet(StringComparer.Ordinal);
}
