using System.Globalization;

namespace Activation.Benchmarks;

/// <summary>A backfill in a process of its own, with the runtime of an instance on Azure: what memory it takes.</summary>
internal static class DeliverMemory
{
    /// <summary>The first argument of the child; no benchmark for users.</summary>
    public const string Verb = "deliver-memory";

    /// <summary>Peaks in bytes, of the delivery and of the whole run.</summary>
    public static async Task<(long Delivery, long Run)> MeasureAsync(int members, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start([Verb, members.ToString(CultureInfo.InvariantCulture)], MemoryBenchmark.Runtime);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim().Split(' ') is [var delivery, var run]
            ? (long.Parse(delivery, CultureInfo.InvariantCulture), long.Parse(run, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The backfill of {members} members answers: {output}");
    }

    /// <summary>In the child.</summary>
    public static async Task<int> RunAsync(string members, TextWriter output)
    {
        await using var sandbox = await SandboxChild.StartAsync(TimeSpan.Zero, CancellationToken.None);
        await using var world = await BenchmarkWorld.StartAsync(CancellationToken.None);
        var backfill = await Backfill.RunAsync(world, sandbox.BaseUrl, int.Parse(members, CultureInfo.InvariantCulture), CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{backfill.DeliveryMemory} {backfill.Memory}"));
        return 0;
    }
}
