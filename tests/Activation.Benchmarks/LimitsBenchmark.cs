using System.Globalization;
using System.Text.Json;
using Activation.Destinations;
using Activation.Segments;
using Activation.Sync;

namespace Activation.Benchmarks;

/// <summary>
/// Evaluation in a process with as little memory and disk as an instance in Azure has: `tests/limits` makes the cgroup and the disk. Two runs at a time, as host.json
/// has it, each of which plans a first activation, and a preview beside them.
/// </summary>
internal static class LimitsBenchmark
{
    /// <summary>The cgroup (v1 or v2) that the process enters before it begins, and the small disk.</summary>
    public const string CgroupVariable = "ACTIVATION_LIMITS_CGROUP";
    public const string ScratchVariable = "ACTIVATION_LIMITS_SCRATCH";
    public const string MemoryVariable = "ACTIVATION_LIMITS_MEMORY";
    public const string DiskVariable = "ACTIVATION_LIMITS_DISK";

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int profiles, CancellationToken cancellationToken)
    {
        var memory = Environment.GetEnvironmentVariable(MemoryVariable) ?? throw new InvalidOperationException("This benchmark is run by tests/limits, which sets the limits.");
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken, inMemory: false);
        await SyntheticSnapshot.PublishAsync(world, profiles, cancellationToken);
        await world.Get<DestinationRegistration>().PutAsync(new DestinationId("files"), new DestinationDefinition { Type = "file" }, null, cancellationToken);
        foreach (var tier in LimitsChild.Tiers)
        {
            var id = tier.ToLowerInvariant();
            await world.Get<Definitions>().Segments.PutAsync(id, new SegmentDefinition { Rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "eq", value = tier }) }, cancellationToken);
            await world.Get<Definitions>().Syncs.PutAsync(id, new SyncDefinition { Segment = id, Destination = "files", MinimumSize = 0 }, cancellationToken);
        }

        using var process = ChildProcess.StartWithin(
            Environment.GetEnvironmentVariable(CgroupVariable) ?? "",
            [LimitsChild.Verb, Environment.GetEnvironmentVariable(ScratchVariable) ?? world.Folder],
            new Dictionary<string, string>(StringComparer.Ordinal) { [MemoryImport.ConnectionVariable] = world.Connection, [MemoryImport.KeyVariable] = world.Key, [MemoryImport.CollectorVariable] = "0" });
        var answer = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Trim().Split(' ');
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0 || answer is not [var seconds, var megabytes, var received] || Number(received) != (profiles / 10 * 4))
        {
            throw new InvalidOperationException($"Evaluation within the limits ended with {process.ExitCode}: {string.Join(' ', answer)}");
        }

        var limits = FormattableString.Invariant($"{memory} MB, {profiles:#,0} profiles, {Number(received):#,0} members");
        return
        [
            new BenchmarkResult($"evaluation within {limits}: memory", "MB", Number(megabytes), "limit", double.Parse(memory, CultureInfo.InvariantCulture)) { IsRate = false },
            new BenchmarkResult("… and time", "s", Number(seconds), "an hour", 3600) { IsRate = false },
        ];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
