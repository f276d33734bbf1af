using System.Diagnostics;
using System.Globalization;
using System.Text;
using Activation.Import;
using Activation.Storage;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace Activation.Benchmarks;

/// <summary>
/// A first import, from the dropped file to the receipt, beside the bare writing of the entities that it left in the profile table. The two take
/// turns, so that neither has the warmer machine.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rounds = 3;

    public static async Task<BenchmarkResult> RunAsync(int rows, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await ImportAsync(world, "warmup", 2_000, cancellationToken);
        var concurrency = world.Get<IOptions<ImportOptions>>().Value.WriteConcurrency;
        var (import, raw) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"round{round}");
            import += await ImportAsync(world, source, rows, cancellationToken);
            var entities = await EntitiesAsync(world, source, rows, cancellationToken);
            raw += await RawTableUpserts.MeasureAsync(world.Storage.Table($"Raw{source}"), entities, concurrency, cancellationToken);
        }

        return new BenchmarkResult(
            "import of new rows", "rows", Rounds * rows / import.TotalSeconds, $"bare table upserts, {concurrency} at a time", Rounds * rows / raw.TotalSeconds);
    }

    private static async Task<TimeSpan> ImportAsync(BenchmarkWorld world, string source, int rows, CancellationToken cancellationToken)
    {
        await world.Get<Definitions>().Sources.PutAsync(source, new SourceDefinition { DefaultCountry = "US" }, cancellationToken);
        await world.Storage.Blob(StorageNames.Crm, $"{source}/members.csv").UploadAsync(BinaryData.FromString(Csv(source, rows)), cancellationToken);
        var watch = Stopwatch.StartNew();
        await world.Get<ImportRunner>().RunAsync(new ImportMessage(source), cancellationToken);
        var elapsed = watch.Elapsed;
        var receipt = (await world.Get<ImportStore>().ListAsync(new SourceId(source), null, cancellationToken))[0];
        return receipt.State == ImportState.Completed && receipt.New == rows
            ? elapsed
            : throw new InvalidOperationException($"The import is {receipt.State} with {receipt.New} new of {rows} rows.");
    }

    private static string Csv(string source, int rows)
    {
        var text = new StringBuilder("member_id,email,phone,first_name,last_name,tier,miles,last_flight,web_login\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{source}-{i},{source}.{i}@example.com,+1212555{100 + (i % 100):D4},Ottoline,Quillfeather{i % 977},{(i % 9 == 0 ? "Gold" : "Silver")},{i % 180_000},2026-0{1 + (i % 9)}-1{i % 10},{(i % 2 == 0 ? "true" : "false")}\n");
        }

        return text.ToString();
    }

    private static async Task<List<TableEntity>> EntitiesAsync(BenchmarkWorld world, string source, int expected, CancellationToken cancellationToken)
    {
        var entities = new List<TableEntity>(expected);
        await foreach (var entity in world.Storage.Table(StorageNames.ProfilesTable).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            if (entity.RowKey.EndsWith($"|{source}", StringComparison.Ordinal))
            {
                entity.Remove("odata.etag");
                entity.Remove("Timestamp");
                entities.Add(entity);
            }
        }

        return entities.Count == expected ? entities : throw new InvalidOperationException($"The import left {entities.Count} entities, not {expected}.");
    }
}
