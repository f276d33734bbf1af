using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Governance.Privacy;

/// <summary>The `PrivacyRequests` table. RowKey = request id, which begins with its time.</summary>
internal sealed class PrivacyStore(ActivationStorage storage)
{
    public const string Open = "open";

    /// <summary>Ended, but not confirmed by every destination, so that the people's identifiers are kept.</summary>
    public const string Kept = "kept";

    public const string Ended = "ended";

    private const string Partition = "v1";

    private readonly DocumentTable<PrivacyEntry> table = new(storage.Table(StorageNames.PrivacyRequestsTable), PrivacyJson.Default.PrivacyEntry, e => e.State);

    public Task<PrivacyEntry?> FindAsync(string request, CancellationToken cancellationToken) => table.FindAsync(Partition, request, cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PrivacyEntry>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), null, cancellationToken)).Reverse()];

    public Task<IReadOnlyList<PrivacyEntry>> ListOpenAsync(CancellationToken cancellationToken) =>
        table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and state eq {Open}"), null, cancellationToken);

    /// <summary>The requests whose people may not be sent.</summary>
    public async Task<IReadOnlyList<PrivacyEntry>> ListHoldingAsync(CancellationToken cancellationToken) =>
        [.. (await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and (state eq {Open} or state eq {Kept})"), null, cancellationToken)).Where(e => e.HoldsPeople)];

    public Task AddAsync(PrivacyEntry entry, CancellationToken cancellationToken) => table.PutAsync(Partition, entry.Request.RequestId, entry, cancellationToken);

    public Task<PrivacyEntry?> UpdateAsync(string request, Func<PrivacyEntry, PrivacyEntry?> change, CancellationToken cancellationToken) =>
        table.UpdateAsync(Partition, request, change, cancellationToken);
}
