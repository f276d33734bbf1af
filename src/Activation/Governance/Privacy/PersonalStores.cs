using Activation.Destinations;
using Activation.Profiles;
using Activation.Sync.Ledger;

namespace Activation.Governance.Privacy;

/// <summary>Every place that holds people's data, in the order in which it is taken out: the record before what is made of it.</summary>
internal sealed class PersonalStores(
    ProfileStore profiles, ProfileAliases aliases, SnapshotPurge snapshot, LedgerStore ledgers, LedgerPurge ledger, DeliveredFiles delivered, Definitions definitions, DestinationCatalog catalog)
{
    public const string Ledger = "ledger";

    private const int Concurrency = 8;

    public IReadOnlyList<PersonalStore> All =>
    [
        new("profiles", false, async (people, token) => PurgeResult.Of(await profiles.DeleteAsync(people, Concurrency, token))),
        new("aliases", false, async (people, token) => PurgeResult.Of(await aliases.DeleteAsync(people, token))),
        new("snapshot", false, async (people, token) => PurgeResult.Of(await snapshot.PurgeAsync(people, token))),
        new(Ledger, true, PurgeLedgersAsync),
        new("batches", true, delivered.PurgeBatchesAsync),
        new("runs", true, delivered.PurgeRunsAsync),
        new("exports", true, delivered.PurgeExportsAsync),
    ];

    private async Task<PurgeResult> PurgeLedgersAsync(IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var found = false;
        string? waits = null;
        foreach (var sync in await ledgers.ListAsync(cancellationToken))
        {
            var had = await ledger.PurgeAsync(sync, people, await KeysAsync(sync, cancellationToken), cancellationToken);
            waits = had is null ? $"The ledger of '{sync}' is being worked on, or what it holds is still needed." : waits;
            found |= had == true;
        }

        return PurgeResult.Of(found, waits);
    }

    /// <summary>By which identifiers the sync's destination matches; all that tell a person, where it is not known any more.</summary>
    private async Task<IReadOnlySet<string>> KeysAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken);
        var destination = definition is null ? null : await definitions.Destinations.FindAsync(definition.Destination, cancellationToken);
        return destination is null
            ? GivenIdentifier.Accepted.ToHashSet(StringComparer.Ordinal)
            : catalog.Require(destination.Type).Type.Keys.SelectMany(k => k.Identifiers).ToHashSet(StringComparer.Ordinal);
    }
}
