using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.Benchmarks;

/// <summary>
/// A backfill of so many members into the sandbox's Meta, beside a plain loop over an HttpClient that posts the same bodies: the delivery from the first batch to the last, and the
/// whole run with evaluation, plan, ledger and counts. Then the memory that it took, beside that of a tenth of the members.
/// </summary>
internal static class DeliverBenchmark
{
    private const string AdAccount = "act_42";

    /// <summary>Of a platform that is not on this machine.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int members, CancellationToken cancellationToken)
    {
        const string Baseline = "the same bodies by a plain loop over an HttpClient";
        const string Tenth = "of a tenth of the members";
        await using var sandbox = await SandboxChild.StartAsync(TimeSpan.Zero, cancellationToken);
        var small = await BackfillAsync(sandbox, members / 10, compare: false, cancellationToken);
        var large = await BackfillAsync(sandbox, members, compare: true, cancellationToken);
        await using var distant = await SandboxChild.StartAsync(Latency, cancellationToken);
        var far = await BackfillAsync(distant, members, compare: true, cancellationToken);
        return
        [
            new BenchmarkResult("delivery of a backfill", "members", members / large.Delivery, Baseline, members / large.Bare),
            new BenchmarkResult("… with evaluation, plan and counts", "members", members / large.Run, Baseline, members / large.Bare),
            new BenchmarkResult($"delivery to a platform that takes {Latency.TotalMilliseconds} ms a call", "members", members / far.Delivery, Baseline, members / far.Bare),
            new BenchmarkResult("peak memory while delivering", "MB", large.DeliveryMemory / 1e6, Tenth, small.DeliveryMemory / 1e6) { IsRate = false },
            new BenchmarkResult("… with evaluation, plan and counts", "MB", large.Memory / 1e6, Tenth, small.Memory / 1e6) { IsRate = false },
        ];
    }

    private static async Task<Backfill> BackfillAsync(SandboxChild sandbox, int members, bool compare, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await SyntheticSnapshot.PublishAsync(world, members, cancellationToken);
        await DefineAsync(world, sandbox.BaseUrl, cancellationToken);
        var sync = new SyncId("all");
        RunId run = default;
        var planning = 0L;
        PeakMemory.Reset();
        var begun = Stopwatch.GetTimestamp();
        var delivery = await world.Get<WorkQueue>().RunAsync(
            async () => run = await world.Get<SyncRequests>().RequestAsync(sync, RunMode.Delta, cancellationToken),
            world.Get<SyncEvaluator>(), world.Get<BatchDelivery>(),
            async () => (await world.Get<RunStore>().FindAsync(run, cancellationToken))?.EndedAt is not null,
            () =>
            {
                planning = PeakMemory.Bytes();
                PeakMemory.Reset();
            },
            cancellationToken);
        var (whole, delivering) = (Stopwatch.GetElapsedTime(begun), PeakMemory.Bytes());
        var record = await world.Get<RunStore>().FindAsync(run, cancellationToken);
        if (record is not { State: RunState.Completed } || record.Activated != members)
        {
            throw new InvalidOperationException($"The run is {record?.State} with {record?.Activated} members in: {record?.Message}");
        }

        var bare = compare ? await PostAsync(world, sandbox.BaseUrl, sync, members, cancellationToken) : 0;
        return new Backfill(whole.TotalSeconds, delivery.TotalSeconds, bare, delivering, Math.Max(planning, delivering));
    }

    private static async Task DefineAsync(BenchmarkWorld world, Uri platform, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.SerializeToElement(new { adAccountId = AdAccount, apiBaseUrl = platform });
        var destination = new DestinationDefinition { Type = "meta", Settings = settings, Limits = new AccountLimits(Concurrency: 4, CallsPerMinute: 10_000, Burst: 10_000) };
        var secret = new Dictionary<string, string>(StringComparer.Ordinal) { ["accessToken"] = new SandboxOptions().AccessToken };
        await world.Get<DestinationRegistration>().PutAsync(new DestinationId("meta"), destination, secret, cancellationToken);
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "exists" });
        await world.Get<Definitions>().Segments.PutAsync("all", new SegmentDefinition { Rule = rule }, cancellationToken);
        await world.Get<Definitions>().Syncs.PutAsync("all", new SyncDefinition { Segment = "all", Destination = "meta", Identifiers = ["email"], MinimumSize = 0 }, cancellationToken);
    }

    /// <summary>Rows as the ledger has them, into an audience of their own. Making the bodies is not measured.</summary>
    private static async Task<double> PostAsync(BenchmarkWorld world, Uri platform, SyncId sync, int members, CancellationToken cancellationToken)
    {
        using var client = world.Get<IHttpClientFactory>().CreateClient("plain");
        client.BaseAddress = new Uri(platform, $"{MetaSettings.DefaultVersion}/");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new SandboxOptions().AccessToken);
        using var made = await client.PostAsync(new Uri($"{AdAccount}/customaudiences", UriKind.Relative), Json("""{"name":"Plain","description":"","subtype":"CUSTOM","customer_file_source":"USER_PROVIDED_ONLY"}"""u8.ToArray()), cancellationToken);
        var audience = JsonDocument.Parse(await made.Content.ReadAsByteArrayAsync(cancellationToken)).RootElement.GetProperty("id").GetString();
        var users = new Uri($"{audience}/users", UriKind.Relative);
        var watch = new Stopwatch();
        var (session, posted) = (0, 0);
        var ledger = (await world.Get<LedgerStore>().ReadAsync(sync, cancellationToken)).Manifest;
        using var database = new DuckDbSession(world.Get<ScratchFolder>());
        await using var files = await world.Get<LedgerStore>().OpenAsync(database, ledger, LedgerStore.AllShards, cancellationToken);
        foreach (var batch in Rows(database).Chunk(MetaType.MaxRows))
        {
            var body = MetaUsersBody.Write(MetaRows.Of(batch), ++session);
            watch.Start();
            using var content = Json(body);
            using var reply = await client.PostAsync(users, content, cancellationToken);
            await reply.Content.ReadAsByteArrayAsync(cancellationToken);
            watch.Stop();
            reply.EnsureSuccessStatusCode();
            posted += batch.Length;
        }

        return posted == members ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{posted} rows were posted of {members}."));
    }

    private static IEnumerable<MemberRow> Rows(DuckDbSession database)
    {
        using var command = database.Command("SELECT pid, data FROM ledger ORDER BY pid");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return MemberRowJson.Read(new ProfileId(reader.GetGuid(0)), reader.GetString(1));
        }
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <param name="Run">Seconds, as all times; memory is in bytes.</param>
    private sealed record Backfill(double Run, double Delivery, double Bare, long DeliveryMemory, long Memory);
}
