using System.Diagnostics;
using Azure.Data.Tables;

namespace Activation.Benchmarks;

/// <summary>The least that writing entities can cost: full transactions of the SDK, one after the other.</summary>
internal static class RawTableUpserts
{
    private const int TransactionSize = 100;

    public static async Task<TimeSpan> MeasureAsync(TableClient table, IReadOnlyList<TableEntity> entities, CancellationToken cancellationToken)
    {
        await table.CreateAsync(cancellationToken);
        var transactions = entities
            .GroupBy(e => e.PartitionKey, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(TransactionSize))
            .Select(chunk => chunk.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, e)).ToList())
            .ToList();
        var watch = Stopwatch.StartNew();
        foreach (var transaction in transactions)
        {
            await table.SubmitTransactionAsync(transaction, cancellationToken);
        }

        return watch.Elapsed;
    }
}
