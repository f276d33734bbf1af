using System.Globalization;
using Activation.Sync;

namespace Activation.Benchmarks;

/// <summary>A backfill in a process of its own, with the runtime of an instance on Azure: what memory it takes. People, storage and platform are made outside of it.</summary>
internal static class DeliverMemory
{
    /// <summary>The first argument of the child; no benchmark for users.</summary>
    public const string Verb = "deliver-child";

    /// <summary>Of an instance on Azure.</summary>
    private const string DiskMegabytes = "800";

    /// <summary>Beside a tenth of the members.</summary>
    public static async Task<IReadOnlyList<BenchmarkResult>> CompareAsync(int members, CancellationToken cancellationToken)
    {
        var (tenth, whole) = (await MeasureAsync(members / 10, cancellationToken), await MeasureAsync(members, cancellationToken));
        return
        [
            Result(string.Create(CultureInfo.InvariantCulture, $"peak memory while delivering ({members:N0} members)"), whole.Delivery, tenth.Delivery),
            Result("… with evaluation, plan and counts", whole.Run, tenth.Run),
            Result("… when all are sent once more, for a full refresh", whole.Refresh, tenth.Refresh),
            Result("… when nine of ten are removed", whole.Removal, tenth.Removal),
        ];
    }

    /// <summary>Peaks in bytes, of the delivery, of the whole run, of a full refresh and of a run that removes most.</summary>
    private static async Task<(long Delivery, long Run, long Refresh, long Removal)> MeasureAsync(int members, CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxChild.StartAsync(TimeSpan.Zero, cancellationToken);
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken);
        await Backfill.PrepareAsync(world, sandbox.BaseUrl, members, cancellationToken);
        using var process = ChildProcess.Start(
            [Verb, members.ToString(CultureInfo.InvariantCulture), world.Folder],
            new Dictionary<string, string>(MemoryBenchmark.Runtime, StringComparer.Ordinal)
            {
                [MemoryImport.ConnectionVariable] = world.Connection,
                [MemoryImport.KeyVariable] = world.Key,
            });
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim().Split(' ') is [var delivery, var run, var refresh, var removal]
            ? (Bytes(delivery), Bytes(run), Bytes(refresh), Bytes(removal))
            : throw new InvalidOperationException($"The backfill of {members} members answers: {output}");
    }

    /// <summary>In the child.</summary>
    /// <param name="args">Members and folder.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        await using var services = BenchmarkWorld.Services(MemoryImport.Variable(MemoryImport.ConnectionVariable), MemoryImport.Variable(MemoryImport.KeyVariable), args[1], ("Activation:Storage:ScratchMegabytes", DiskMegabytes));
        var members = int.Parse(args[0], CultureInfo.InvariantCulture);
        var backfill = await Backfill.RunAsync(services, members, RunMode.Delta, CancellationToken.None);
        var refresh = await Backfill.RunAsync(services, members, RunMode.Full, CancellationToken.None);
        await Backfill.NarrowAsync(services, CancellationToken.None);
        var removal = await Backfill.RunAsync(services, members / 10, RunMode.Delta, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{backfill.DeliveryMemory} {backfill.Memory} {refresh.Memory} {removal.Memory}"));
        return 0;
    }

    private static long Bytes(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static BenchmarkResult Result(string name, long whole, long tenth) => new(name, "MB", whole / 1e6, "of a tenth of the members", tenth / 1e6) { IsRate = false };
}
