using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Monitoring.Alerts;

/// <summary>The `Alerts` table: what was found, and the outbox of what is to be posted.</summary>
public sealed class AlertStore(ActivationStorage storage)
{
    private const string Partition = "v1";
    private const string Open = "open";
    private const string Pending = "pending";
    private const string Over = "over";

    private readonly DocumentTable<Alert> table = new(storage.Table(StorageNames.AlertsTable), MonitoringJson.Default.Alert, State);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Alert>> ListAsync(CancellationToken cancellationToken) => Newest(await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), null, cancellationToken));

    public Task<Alert?> FindAsync(string id, CancellationToken cancellationToken) => table.FindAsync(Partition, id, cancellationToken);

    /// <summary>Those that are not over, or still to be posted.</summary>
    internal async Task<IReadOnlyList<Alert>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Newest(await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and (state eq {Open} or state eq {Pending})"), null, cancellationToken));

    /// <summary>False if it is there already.</summary>
    internal Task<bool> TryAddAsync(Alert alert, CancellationToken cancellationToken) => table.TryAddAsync(Partition, alert.AlertId, alert, cancellationToken);

    internal Task<Alert?> UpdateAsync(string id, Func<Alert, Alert?> change, CancellationToken cancellationToken) => table.UpdateAsync(Partition, id, change, cancellationToken);

    internal Task RemoveAsync(string id, CancellationToken cancellationToken) => table.DeleteAsync(Partition, id, cancellationToken);

    private static IReadOnlyList<Alert> Newest(IReadOnlyList<Alert> alerts) => [.. alerts.OrderByDescending(a => a.At).ThenBy(a => a.AlertId, StringComparer.Ordinal)];

    private static string State(Alert alert) => alert.Delivery == AlertDeliveryState.Pending ? Pending : alert.ResolvedAt is null ? Open : Over;
}
