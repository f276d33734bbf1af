using System.Diagnostics;
using Activation.Profiles;
using Azure.Data.Tables;

namespace Activation.Benchmarks;

/// <summary>The least that writing entities can cost: full transactions of the SDK, one after the other.</summary>
internal static class RawTableUpserts
{
    private const int TransactionSize = 100;

    /// <summary>
    /// In turn over the partitions and in no order within one, as the rows of a file come: entities in the order of their keys cost the emulator less, since it keeps its
    /// indexes as sorted arrays. Making the entities is not measured.
    /// </summary>
    public static async Task<TimeSpan> MeasureAsync(
        TableClient table, TableTransactionActionType action, IEnumerable<SnapshotRow> rows, TraitSchema schema, CancellationToken cancellationToken)
    {
        var partitions = rows.GroupBy(r => r.Profile.Shard).Select(g => g.ToArray()).ToList();
        var random = new Random(1);
        partitions.ForEach(random.Shuffle);
        var watch = new Stopwatch();
        for (var from = 0; partitions.Exists(p => from < p.Length); from += TransactionSize)
        {
            foreach (var chunk in partitions.Select(p => p.Skip(from).Take(TransactionSize).ToList()).Where(c => c.Count > 0))
            {
                var transaction = chunk.ConvertAll(row => new TableTransactionAction(action, ProfileEntity.Write(row, schema)));
                watch.Start();
                await table.SubmitTransactionAsync(transaction, cancellationToken);
                watch.Stop();
            }
        }

        return watch.Elapsed;
    }
}
