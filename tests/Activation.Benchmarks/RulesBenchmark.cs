using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Benchmarks;

/// <summary>
/// Segments over profiles with twelve traits and three events each, range by range as a preview goes: one over traits, one over events, and twenty mixed ones at once; beside
/// the query that somebody would write by hand for the same count over the same files.
/// </summary>
internal static class RulesBenchmark
{
    private const int Rounds = 5;
    private const int Segments = 20;
    private const int MemoryMegabytes = 3072;

    private const string TraitRule = """{"all": [{"trait": "tier", "op": "eq", "value": "Gold"}, {"trait": "miles", "op": "gte", "value": 60000}]}""";
    private const string EventRule = """{"event": "Purchase", "count": {"op": "gte", "value": 2}, "within": "90d"}""";

    public static Task<IReadOnlyList<BenchmarkResult>> RunAsync(int profiles, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(Options.Create(new StorageOptions()));
        var files = SyntheticFiles.Write(scratch, profiles);
        using var session = new DuckDbSession(scratch, MemoryMegabytes);
        session.Execute($"""
            CREATE VIEW hand_traits AS SELECT * FROM read_parquet({DuckDbSession.FileList(files.TraitPaths)});
            CREATE VIEW hand_events AS SELECT * FROM read_parquet({DuckDbSession.FileList(files.EventPaths)});
            """);
        var ranges = Ranges(profiles);
        double Compare(string name, IReadOnlyList<string> rules, string byHand, List<BenchmarkResult> results)
        {
            var (query, events) = SegmentQueryBuilder.CompileAll([.. rules.Select(r => RuleParser.Parse(JsonSerializer.Deserialize<JsonElement>(r)))], Context());
            var counted = $"SELECT {string.Join(" + ", rules.Select((_, i) => Text($"count_if(m{i}) * {i + 1}")))} FROM ({query.Text})";
            var (product, hand) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var watch = Stopwatch.StartNew();
                var found = 0L;
                foreach (var range in ranges)
                {
                    files.Open(session, range, withEvents: events is not null);
                    found += session.ScalarInt64(counted, query.Parameters);
                }

                product.Add(watch.Elapsed.TotalSeconds);
                watch.Restart();
                var expected = session.ScalarInt64(byHand);
                hand.Add(watch.Elapsed.TotalSeconds);
                if (found != expected)
                {
                    throw new InvalidOperationException(Text($"{name}: by hand the sum is {expected}, by evaluation {found}."));
                }
            }

            results.Add(new BenchmarkResult(name, "ms", 1000 * Median(product), "hand-written DuckDB query", 1000 * Median(hand)) { IsRate = false });
            return Median(product);
        }

        var results = new List<BenchmarkResult>();
        var trait = Compare("one segment over traits", [TraitRule], "SELECT count(*) FROM hand_traits WHERE t0 = 'Gold' AND t1 >= 60000", results);
        results.Add(new BenchmarkResult("of which reading: the same columns read and nothing else", "ms", 1000 * Reading(session), "one segment over traits", 1000 * trait) { IsRate = false });
        Compare(
            "one segment over events", [EventRule],
            $"SELECT count(*) FROM hand_traits JOIN (SELECT pid FROM hand_events WHERE name = 'Purchase' AND {Within(90)} GROUP BY pid HAVING count(*) >= 2) USING (pid)", results);
        Compare("20 mixed segments at once", [.. Enumerable.Range(0, Segments).Select(Rule)], ByHand(), results);
        return Task.FromResult<IReadOnlyList<BenchmarkResult>>(results);
    }

    /// <summary>The columns that the trait segment needs, decoded.</summary>
    private static double Reading(DuckDbSession session)
    {
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            session.ScalarInt64("SELECT count(pid) + count(source) + count(ids_digest) + count(ids_mask) + sum(length(t0)) + sum(t1) FROM hand_traits");
            times.Add(watch.Elapsed.TotalSeconds);
        }

        return Median(times);
    }

    private static List<List<int>> Ranges(int profiles)
    {
        var shards = Math.Max(1, (int)SegmentPreviewer.MaxRows / (profiles / ProfileId.ShardCount));
        return [.. Enumerable.Range(0, ProfileId.ShardCount).Chunk(shards).Select(chunk => chunk.ToList())];
    }

    private static RuleContext Context() => new()
    {
        Traits = SyntheticFiles.Traits,
        Events = SyntheticFiles.Events,
        Segments = new Dictionary<string, RuleNode>(StringComparer.Ordinal),
        Instant = SyntheticFiles.Now,
        Sources = ["crm"],
    };

    private static string Rule(int i) => i % 2 == 0
        ? Text($$$"""{"all": [{"trait": "tier", "op": "eq", "value": "Gold"}, {"trait": "miles", "op": "gte", "value": {{{i * 7000}}}}]}""")
        : Text($$$"""{"all": [{"trait": "miles", "op": "lt", "value": {{{i * 7000}}}}, {"event": "Purchase", "within": "{{{10 * (1 + (i % 4))}}}d"}]}""");

    private static string ByHand()
    {
        var counts = Enumerable.Range(0, Segments).Select(i => i % 2 == 0
            ? Text($"count_if(t0 = 'Gold' AND t1 >= {i * 7000}) * {i + 1}")
            : Text($"count_if(t1 < {i * 7000} AND c{i % 4} >= 1) * {i + 1}"));
        var windows = new[] { 1, 3 }.Select(w => Text($"count_if({Within(10 * (1 + w))}) AS c{w}"));
        return $"""
            SELECT {string.Join(" + ", counts)} FROM hand_traits LEFT JOIN (
                SELECT pid, {string.Join(", ", windows)} FROM hand_events WHERE name = 'Purchase' AND {Within(40)} GROUP BY pid) USING (pid)
            """;
    }

    private static string Within(int days) => Text($"\"at\" > TIMESTAMP '2026-12-01' - INTERVAL {days} DAY AND \"at\" <= TIMESTAMP '2026-12-01'");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of all rounds but the first.</summary>
    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(Rounds / 2);
}
