using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Benchmarks;

/// <summary>Twenty mixed segments over profiles and three events each, in one query, beside the query that somebody would write by hand for the same twenty counts.</summary>
internal static class RulesBenchmark
{
    private const int Rounds = 5;
    private const int Segments = 20;
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task<IReadOnlyList<BenchmarkResult>> RunAsync(int profiles, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(Options.Create(new StorageOptions()));
        using var session = new DuckDbSession(scratch, memoryMegabytes: 4096);
        Fill(session, profiles);
        var query = SegmentQueryBuilder.CompileAll([.. Enumerable.Range(0, Segments).Select(Rule)], Context()).Members;
        var compiled = $"SELECT {string.Join(" + ", Enumerable.Range(0, Segments).Select(i => Text($"count_if(m{i}) * {i + 1}")))} FROM ({query.Text})";
        var byHand = ByHand();
        var (product, hand) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var found = session.ScalarInt64(compiled, query.Parameters);
            product.Add(watch.Elapsed.TotalSeconds);
            watch.Restart();
            var expected = session.ScalarInt64(byHand);
            hand.Add(watch.Elapsed.TotalSeconds);
            if (found != expected)
            {
                throw new InvalidOperationException(Text($"By hand the sum is {expected}, by evaluation {found}."));
            }
        }

        return Task.FromResult<IReadOnlyList<BenchmarkResult>>([new("evaluation of 20 segments at once", "profiles", profiles / Median(product), "hand-written DuckDB query", profiles / Median(hand))]);
    }

    private static RuleContext Context() => new()
    {
        Traits = new TraitSchema([new Trait { Ordinal = 0, Name = "tier", Type = TraitType.String, Sources = ["crm"] }, new Trait { Ordinal = 1, Name = "miles", Type = TraitType.Number, Sources = ["crm"] }]),
        Events = new EventSchema(["Purchase", "View", "Cart"], [new EventProperty { Ordinal = 0, Name = "value", Type = TraitType.Number }]),
        Segments = new Dictionary<string, RuleNode>(StringComparer.Ordinal),
        Instant = Now,
        Sources = ["crm"],
    };

    private static RuleNode Rule(int i) => RuleParser.Parse(JsonSerializer.Deserialize<JsonElement>(i % 2 == 0
        ? $$$"""{"all": [{"trait": "tier", "op": "eq", "value": "Gold"}, {"trait": "miles", "op": "gte", "value": {{{i * 40}}}}]}"""
        : $$$"""{"all": [{"trait": "miles", "op": "lt", "value": {{{i * 40}}}}, {"event": "Purchase", "within": "{{{10 * (1 + (i % 4))}}}d"}]}"""));

    private static string ByHand()
    {
        var counts = Enumerable.Range(0, Segments).Select(i => i % 2 == 0
            ? Text($"count_if(t0 = 'Gold' AND t1 >= {i * 40}) * {i + 1}")
            : Text($"count_if(t1 < {i * 40} AND c{i % 4} >= 1) * {i + 1}"));
        var windows = new[] { 1, 3 }.Select(w => Text($"count_if(\"at\" > TIMESTAMP '2026-12-01' - INTERVAL {10 * (1 + w)} DAY) AS c{w}"));
        return $"""
            SELECT {string.Join(" + ", counts)} FROM traits LEFT JOIN (
                SELECT pid, {string.Join(", ", windows)} FROM events
                WHERE name = 'Purchase' AND "at" > TIMESTAMP '2026-12-01' - INTERVAL 40 DAY AND "at" <= TIMESTAMP '2026-12-01' GROUP BY pid) USING (pid)
            """;
    }

    private static void Fill(DuckDbSession session, int profiles)
    {
        session.Execute(Text($"""
            CREATE TABLE traits AS SELECT md5(i::VARCHAR)::UUID AS pid, 'crm' AS source, md5('d' || i)::UUID AS ids_digest, i % 31 AS ids_mask,
                ['Gold', 'Silver', 'Bronze'][1 + (i % 3)] AS t0, (hash(i) % 1000)::DOUBLE AS t1 FROM range({profiles}) r(i)
            """));
        session.Execute(Text($"""
            CREATE TABLE events AS SELECT md5((i % {profiles})::VARCHAR)::UUID AS pid, ['Purchase', 'View', 'Cart'][1 + (hash(i) % 3)::INT] AS name,
                TIMESTAMP '2026-12-01' - INTERVAL ((hash(i + 1) % 31536000)::BIGINT) SECOND AS "at", 'web' AS source, md5('e' || i)::UUID AS id, (i % 100)::DOUBLE AS p0 FROM range({3L * profiles}) r(i)
            """));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of all rounds but the first.</summary>
    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(Rounds / 2);
}
