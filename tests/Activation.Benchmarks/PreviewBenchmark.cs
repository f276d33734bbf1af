using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Activation.Api;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.Benchmarks;

/// <summary>What somebody waits for who edits a rule: previews through the API, over HTTP, one after the other, beside the same previews without the API.</summary>
internal static class PreviewBenchmark
{
    private const int Calls = 20;

    private const string Rule = """
        {"all": [{"trait": "tier", "op": "in", "value": ["Gold", "Silver"]}, {"trait": "miles", "op": "gte", "value": 60000}]}
        """;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int profiles, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await SyntheticSnapshot.PublishAsync(world, profiles, cancellationToken);

        // As an import leaves it.
        await world.Get<SnapshotStore>().CompactAsync(cancellationToken);
        await using var api = await StartApiAsync(world, cancellationToken);
        using var client = world.Get<IHttpClientFactory>().CreateClient("preview");
        client.BaseAddress = new Uri(api.Urls.First());
        var rule = JsonSerializer.Deserialize<JsonElement>(Rule);
        var (overHttp, inProcess, busyHttp, busyProcess) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var call = 0; call <= Calls; call++)
        {
            var busy = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            using var response = await client.PostAsJsonAsync("/api/segments/preview", new { rule }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            overHttp.Add(watch.Elapsed.TotalMilliseconds);
            busyHttp.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
            busy = Environment.CpuUsage.TotalTime;
            watch.Restart();
            var preview = await world.Get<SegmentPreviewer>().PreviewAsync(new SegmentDefinition { Rule = rule }, new SegmentPreviewRequest(), cancellationToken);
            inProcess.Add(watch.Elapsed.TotalMilliseconds);
            busyProcess.Add((Environment.CpuUsage.TotalTime - busy).TotalMilliseconds);
            if (answer.GetProperty("count").GetInt64() != preview.Count || preview.Count == 0)
            {
                throw new InvalidOperationException($"Through the API there are {answer.GetProperty("count")} members, without it {preview.Count}.");
            }
        }

        // The first of each downloads files and compiles code.
        var (waited, alone) = (Sorted(overHttp), Sorted(inProcess));
        const string Beside = "the same without the API";
        return
        [
            new BenchmarkResult("preview of a rule through the API, median", "ms", waited[Calls / 2], Beside, alone[Calls / 2]) { IsRate = false },
            new BenchmarkResult($"… the slowest of {Calls}", "ms", waited[^1], Beside, alone[^1]) { IsRate = false },
            new BenchmarkResult("… processor time of one, on all cores", "ms", Sorted(busyHttp)[Calls / 2], Beside, Sorted(busyProcess)[Calls / 2]) { IsRate = false },
        ];
    }

    private static List<double> Sorted(List<double> times) => [.. times.Skip(1).Order()];

    /// <summary>The API in a host of its own, over the world's storage.</summary>
    private static async Task<WebApplication> StartApiAsync(BenchmarkWorld world, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        BenchmarkWorld.Configure(builder.Configuration, world.Connection, world.Key, world.Folder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddActivation(builder.Configuration).AddActivationApi(builder.Configuration).AddSingleton<IMessageQueue, WorkQueue>();
        var app = builder.Build();
        app.UseActivationApi();
        await app.StartAsync(cancellationToken);
        return app;
    }
}
