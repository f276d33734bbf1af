using System.Diagnostics;
using Azure.Data.Tables;

namespace Activation.Benchmarks;

/// <summary>The least that writing entities can cost: full transactions of the SDK, one after the other.</summary>
internal static class RawTableUpserts
{
    private const int TransactionSize = 100;

    /// <param name="partitions">Each the entities of one partition; making them is not measured.</param>
    public static async Task<TimeSpan> MeasureAsync(TableClient table, IAsyncEnumerable<List<TableEntity>> partitions, CancellationToken cancellationToken)
    {
        await table.CreateAsync(cancellationToken);
        var watch = new Stopwatch();
        await foreach (var partition in partitions.WithCancellation(cancellationToken))
        {
            var transactions = partition.Chunk(TransactionSize).Select(chunk => chunk.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, e)).ToList()).ToList();
            watch.Start();
            foreach (var transaction in transactions)
            {
                await table.SubmitTransactionAsync(transaction, cancellationToken);
            }

            watch.Stop();
        }

        return watch.Elapsed;
    }
}
