using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Benchmarks;

/// <summary>What runs within the limits: two runs planned and a preview made, side by side.</summary>
internal static class LimitsChild
{
    public const string Verb = "limits-child";

    public static readonly string[] Tiers = ["Silver", "Gold"];

    /// <param name="args">The folder for files.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        await using var services = BenchmarkWorld.Services(
            MemoryImport.Variable(MemoryImport.ConnectionVariable), MemoryImport.Variable(MemoryImport.KeyVariable), args[0],
            ("Activation:Storage:MemoryMegabytes", MemoryImport.Variable(LimitsBenchmark.MemoryVariable)),
            ("Activation:Storage:ScratchMegabytes", MemoryImport.Variable(LimitsBenchmark.DiskVariable)));
        var begun = Stopwatch.GetTimestamp();
        var received = await Task.WhenAll(Tiers.Select(t => PlanAsync(services, t.ToLowerInvariant())));
        await Task.WhenAll(PreviewAsync(services), PreviewAsync(services));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0} {PeakMemory.Bytes() / 1048576} {received.Sum()}"));
        return 0;
    }

    private static async Task<long> PlanAsync(IServiceProvider services, string sync)
    {
        var run = await services.GetRequiredService<SyncRequests>().RequestAsync(new SyncId(sync), RunMode.Delta, CancellationToken.None);
        await services.GetRequiredService<SyncEvaluator>().HandleAsync(new EvaluateMessage(run.Value), CancellationToken.None);
        var record = await services.GetRequiredService<RunStore>().FindAsync(run, CancellationToken.None);
        return record is { State: RunState.Delivering } planned ? planned.Received : throw new InvalidOperationException($"The run is {record?.State}: {record?.Message}");
    }

    private static Task<SegmentPreview> PreviewAsync(IServiceProvider services)
    {
        var rule = JsonSerializer.SerializeToElement(new { trait = "miles", op = "gte", value = 60000 });
        return services.GetRequiredService<SegmentPreviewer>().PreviewAsync(new SegmentDefinition { Rule = rule }, new SegmentPreviewRequest(), CancellationToken.None);
    }
}
