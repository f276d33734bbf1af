using System.Diagnostics;
using Azure.Data.Tables;

namespace Activation.Benchmarks;

/// <summary>The least that writing entities can cost: full transactions of the SDK, side by side.</summary>
internal static class RawTableUpserts
{
    private const int TransactionSize = 100;

    public static async Task<TimeSpan> MeasureAsync(TableClient table, IReadOnlyList<TableEntity> entities, int concurrency, CancellationToken cancellationToken)
    {
        await table.CreateAsync(cancellationToken);
        var transactions = entities
            .GroupBy(e => e.PartitionKey, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(TransactionSize))
            .Select(chunk => chunk.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, e)).ToList())
            .ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken };
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(transactions, options, async (transaction, token) => await table.SubmitTransactionAsync(transaction, token));
        return watch.Elapsed;
    }
}
