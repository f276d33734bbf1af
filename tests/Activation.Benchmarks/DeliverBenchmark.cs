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
/// whole run with evaluation, plan, ledger and counts. Beside it the memory that it takes, and a tenth of the members.
/// </summary>
internal static class DeliverBenchmark
{
    /// <summary>Of a platform that is not on this machine.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    /// <summary>Each upload of the plain loop is a session of its own.</summary>
    private static long lastSession;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int members, CancellationToken cancellationToken)
    {
        const string Baseline = "the same bodies by a plain loop over an HttpClient";
        var memory = await DeliverMemory.CompareAsync(members, cancellationToken);
        await using var sandbox = await SandboxChild.StartAsync(TimeSpan.Zero, cancellationToken);

        // The first turn of both is for the compiler and for what the sandbox allocates.
        await CompareAsync(sandbox, members, cancellationToken);
        var (near, bare) = await CompareAsync(sandbox, members, cancellationToken);
        await using var distant = await SandboxChild.StartAsync(Latency, cancellationToken);
        var (far, bareFar) = await CompareAsync(distant, members, cancellationToken);
        return
        [
            new BenchmarkResult("delivery of a backfill", "members", members / near.Delivery, Baseline, members / bare),
            new BenchmarkResult("… with evaluation, plan and counts", "members", members / near.Run, Baseline, members / bare),
            new BenchmarkResult($"delivery to a platform that takes {Latency.TotalMilliseconds} ms a call", "members", members / far.Delivery, Baseline, members / bareFar),
            .. memory,
        ];
    }

    private static async Task<(Backfill Backfill, double Bare)> CompareAsync(SandboxChild sandbox, int members, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await Backfill.PrepareAsync(world, sandbox.BaseUrl, members, cancellationToken);
        var backfill = await Backfill.RunAsync(world.Provider, members, RunMode.Delta, cancellationToken);
        return (backfill, await PostAsync(world, sandbox.BaseUrl, members, cancellationToken));
    }

    /// <summary>Rows as the ledger has them, into an audience of their own. Making the bodies is not measured.</summary>
    private static async Task<double> PostAsync(BenchmarkWorld world, Uri platform, int members, CancellationToken cancellationToken)
    {
        using var client = world.Get<IHttpClientFactory>().CreateClient("plain");
        client.BaseAddress = new Uri(platform, $"{MetaSettings.DefaultVersion}/");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new SandboxOptions().AccessToken);
        using var made = await client.PostAsync(new Uri($"{Backfill.AdAccount}/customaudiences", UriKind.Relative), Json("""{"name":"Plain","description":"","subtype":"CUSTOM","customer_file_source":"USER_PROVIDED_ONLY"}"""u8.ToArray()), cancellationToken);
        var audience = JsonDocument.Parse(await made.Content.ReadAsByteArrayAsync(cancellationToken)).RootElement.GetProperty("id").GetString();
        var users = new Uri($"{audience}/users", UriKind.Relative);
        var watch = new Stopwatch();
        var posted = 0;
        var ledger = (await world.Get<LedgerStore>().ReadAsync(Backfill.Sync, cancellationToken)).Manifest;
        using var database = new DuckDbSession(world.Get<ScratchFolder>());
        await using var files = await world.Get<LedgerStore>().OpenAsync(database, ledger, LedgerStore.AllShards, cancellationToken);
        foreach (var batch in Rows(database).Chunk(MetaType.MaxRows))
        {
            var body = MetaUsersBody.Write(MetaRows.Of(batch), ++lastSession);
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

    private static ReadOnlyMemoryContent Json(ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
