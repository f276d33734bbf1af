using System.Diagnostics;
using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.Profiles;
using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.Benchmarks;

/// <summary>
/// A first import, from the dropped file to the receipt, beside a plain loop that writes the same entities; then the same file again with one row in a hundred
/// changed, beside the first import. The emulator takes time that grows with its table to change an entity, which no import can save: what a plain loop needs to merge as
/// many others is measured too, and said apart.
/// </summary>
internal static class ImportBenchmark
{
    private const string Source = "loyalty";
    private const int ChangedOneIn = 100;

    public static Task<IReadOnlyList<BenchmarkResult>> RunAsync(int rows, CancellationToken cancellationToken) => RunAsync(rows, withLoop: true, cancellationToken);

    /// <summary>Without the plain loop, which at a million rows takes the emulator longer than the imports.</summary>
    public static Task<IReadOnlyList<BenchmarkResult>> AgainAsync(int rows, CancellationToken cancellationToken) => RunAsync(rows, withLoop: false, cancellationToken);

    private static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int rows, bool withLoop, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await ImportAsync(world, "warmup", Math.Min(rows, 20_000), revised: false, cancellationToken);
        var (first, receipt) = await ImportAsync(world, Source, rows, revised: false, cancellationToken);
        Require(receipt.New == rows, receipt);
        var written = await RowsAsync(world, cancellationToken);
        Require(written.Count == rows, receipt);
        var newest = written.Max(r => r.Version);
        var bare = withLoop ? await WriteAsync(world, written, cancellationToken) : TimeSpan.Zero;
        written.Clear();
        var (again, second) = await ImportAsync(world, Source, rows, revised: true, cancellationToken);
        Require(second.Changed == rows / ChangedOneIn && second.Unchanged == rows - second.Changed, second);
        // As many others: an entity that was changed just now may be found sooner.
        var (changed, others) = Split(await RowsAsync(world, cancellationToken), newest);
        Require(changed == second.Changed, second);
        var merged = await RawTableUpserts.MeasureAsync(world.Storage.Table(StorageNames.ProfilesTable), TableTransactionActionType.UpsertMerge, others, await SchemaAsync(world, cancellationToken), cancellationToken);
        BenchmarkResult[] beside = withLoop ? [new BenchmarkResult("first import", "rows", rows / first.TotalSeconds, "the same entities by a plain loop of full transactions", rows / bare.TotalSeconds)] : [];
        return
        [
            .. beside,
            new BenchmarkResult("time for the file again, 1 % changed", "s", again.TotalSeconds, "the first import", first.TotalSeconds) { IsRate = false },
            new BenchmarkResult("… without what merging as many entities takes", "s", Math.Max(0, (again - merged).TotalSeconds), "the first import", first.TotalSeconds) { IsRate = false },
        ];
    }

    private static async Task<TimeSpan> WriteAsync(BenchmarkWorld world, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken)
    {
        await world.Storage.Table("Raw").CreateAsync(cancellationToken);
        var taken = await RawTableUpserts.MeasureAsync(world.Storage.Table("Raw"), TableTransactionActionType.UpsertReplace, rows, await SchemaAsync(world, cancellationToken), cancellationToken);
        await world.Storage.Table("Raw").DeleteAsync(cancellationToken);
        return taken;
    }

    private static async Task<(TimeSpan Elapsed, ImportRecord Receipt)> ImportAsync(BenchmarkWorld world, string source, int rows, bool revised, CancellationToken cancellationToken)
    {
        await world.Get<Definitions>().Sources.PutAsync(source, new SourceDefinition { DefaultCountry = "US" }, cancellationToken);
        await world.Storage.Blob(StorageNames.Crm, $"{source}/members.csv").UploadAsync(BinaryData.FromString(Csv(rows, revised)), overwrite: true, cancellationToken);
        var watch = Stopwatch.StartNew();
        await world.Get<ImportRunner>().RunAsync(new ImportMessage(source), cancellationToken);
        var elapsed = watch.Elapsed;
        var receipts = await world.Get<ImportStore>().ListAsync(new SourceId(source), null, cancellationToken);
        return (elapsed, receipts.MaxBy(r => r.StartedAt) ?? throw new InvalidOperationException("The import has no receipt."));
    }

    private static void Require(bool asExpected, ImportRecord receipt)
    {
        if (!asExpected || receipt.State != ImportState.Completed)
        {
            throw new InvalidOperationException($"The import is {receipt.State} with {receipt.New} new, {receipt.Changed} changed and {receipt.Unchanged} unchanged rows.");
        }
    }

    private static string Csv(int rows, bool revised)
    {
        var text = new StringBuilder(CrmRows.Header);
        for (var i = 0; i < rows; i++)
        {
            CrmRows.Append(text, i, revised && i % ChangedOneIn == 0 ? 1 : 0);
        }

        return text.ToString();
    }

    private static (int Changed, IReadOnlyList<SnapshotRow> Others) Split(List<SnapshotRow> rows, long newest)
    {
        var unchanged = rows.FindAll(r => r.Version <= newest).ToArray();
        new Random(1).Shuffle(unchanged);
        var changed = rows.Count - unchanged.Length;
        return (changed, unchanged[..changed]);
    }

    private static Task<TraitSchema> SchemaAsync(BenchmarkWorld world, CancellationToken cancellationToken) => world.Get<TraitCatalog>().ReadAsync(cancellationToken);

    /// <summary>What the imports wrote, made again from the snapshot: of a large table the emulator reads each page in minutes.</summary>
    private static async Task<List<SnapshotRow>> RowsAsync(BenchmarkWorld world, CancellationToken cancellationToken)
    {
        var manifest = await world.Get<SnapshotStore>().ReadManifestAsync(cancellationToken);
        var schema = await SchemaAsync(world, cancellationToken);
        var rows = new List<SnapshotRow>();
        for (var shard = 0; shard < ProfileId.ShardCount; shard++)
        {
            using var session = new DuckDbSession(world.Get<ScratchFolder>());
            await using var files = await world.Get<SnapshotStore>().OpenAsync(session, schema, manifest, [shard], cancellationToken);
            rows.AddRange(SnapshotRowReader.Read(session, schema, new SourceId(Source), "traits"));
        }

        return rows;
    }
}
