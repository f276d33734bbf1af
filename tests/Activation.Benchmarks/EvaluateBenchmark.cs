using System.Diagnostics;
using System.Text.Json;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;

namespace Activation.Benchmarks;

/// <summary>
/// The exact evaluation of a segment, from the manifest to the counts, beside the query that somebody would write by hand for these very
/// files, knowing that no profile occurs twice.
/// </summary>
internal static class EvaluateBenchmark
{
    private const int Rounds = 7;

    private const string Rule = """
        {"all": [{"trait": "tier", "op": "in", "value": ["Gold", "Silver"]}, {"trait": "miles", "op": "gte", "value": 60000},
                 {"any": [{"trait": "web_login", "op": "eq", "value": false}, {"trait": "last_flight", "op": "after", "value": "2026-01-01"}]}]}
        """;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int profiles, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await SyntheticSnapshot.PublishAsync(world, profiles, cancellationToken);
        var manifest = await world.Get<SnapshotStore>().ReadManifestAsync(cancellationToken);
        var files = manifest.Shards.SelectMany(s => s.Files).Select(f => f.Traits).ToList();
        await using var local = await world.Get<BlobFileCache>().RentAsync(StorageNames.Snapshot, files, cancellationToken);
        var rule = JsonSerializer.Deserialize<JsonElement>(Rule);
        var (evaluation, byHand) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var preview = await world.Get<SegmentPreviewer>().PreviewAsync(new SegmentDefinition { Rule = rule }, new SegmentPreviewRequest(), cancellationToken);
            evaluation.Add(watch.Elapsed.TotalSeconds);
            watch.Restart();
            var count = CountByHand(world.Get<ScratchFolder>(), local.Paths);
            byHand.Add(watch.Elapsed.TotalSeconds);
            if (count != preview.Count)
            {
                throw new InvalidOperationException($"By hand there are {count} members, by evaluation {preview.Count}.");
            }
        }

        return [new BenchmarkResult("evaluation of a segment", "profiles", profiles / Median(evaluation), "hand-written DuckDB query", profiles / Median(byHand))];
    }

    private static long CountByHand(ScratchFolder scratch, IReadOnlyList<string> files)
    {
        using var session = new DuckDbSession(scratch);
        using var command = session.Command(
            $"""
            SELECT count(*), count_if(ids_mask & 1 <> 0), count_if(ids_mask & 4 <> 0), (arg_min(pid, pid, 10))
            FROM read_parquet({DuckDbSession.FileList(files)})
            WHERE NOT deleted AND t0 IN ('Gold', 'Silver') AND t1 >= 60000 AND (NOT t3 OR t2 > DATE '2026-01-01')
            """);
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.GetInt64(0);
    }

    /// <summary>Of all rounds but the first, which downloads files and compiles code.</summary>
    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(Rounds / 2);
}
