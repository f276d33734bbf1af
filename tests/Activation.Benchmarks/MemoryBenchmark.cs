using System.Globalization;
using Activation.Import;
using Activation.Storage;

namespace Activation.Benchmarks;

/// <summary>The peak memory of importing a large file, beside that of a small one: each in a process of its own that does nothing else.</summary>
internal static class MemoryBenchmark
{
    public const int SmallMegabytes = 50;
    private const int BlockBytes = 16 * 1024 * 1024;
    private const long Megabyte = 1_000_000;

    /// <summary>What the child's runtime may take for its heap, 512 MB in hexadecimal: without a bound the peak tells when garbage happens to be collected, not what an import holds.</summary>
    private const string HeapLimit = "0x20000000";

    /// <summary>The environment of a child whose memory is measured: the runtime of an instance on Azure, and a bound for the heap.</summary>
    public static readonly IReadOnlyDictionary<string, string> Runtime = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [MemoryImport.CollectorVariable] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_GCHeapHardLimit"] = HeapLimit,
    };

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int megabytes, CancellationToken cancellationToken)
    {
        var small = await MeasureAsync(SmallMegabytes, cancellationToken);
        var large = await MeasureAsync(megabytes, cancellationToken);
        return [new BenchmarkResult($"peak memory, file of {Size(megabytes)}", "MB", (double)large / Megabyte, $"file of {Size(SmallMegabytes)}", (double)small / Megabyte) { IsRate = false }];
    }

    /// <summary>In a storage of its own, so that one file's import finds nothing of the other's.</summary>
    private static async Task<long> MeasureAsync(int megabytes, CancellationToken cancellationToken)
    {
        await using var world = await BenchmarkWorld.StartAsync(cancellationToken, inMemory: false);
        var source = string.Create(CultureInfo.InvariantCulture, $"file-{megabytes}");
        var definition = new SourceDefinition { DefaultCountry = "US", Mapping = new Dictionary<string, string>(StringComparer.Ordinal) { [WideRows.IgnoredColumn] = "ignore" } };
        await world.Get<Definitions>().Sources.PutAsync(source, definition, cancellationToken);
        await world.Storage.Blob(StorageNames.Crm, $"{source}/earlier.csv").UploadAsync(BinaryData.FromString(WideRows.Earlier()), cancellationToken);
        await world.Get<ImportRunner>().RunAsync(new ImportMessage(source), cancellationToken);
        long rows;
        await using (var blob = await world.Storage.Blob(StorageNames.Crm, $"{source}/{MemoryImport.FileName}").OpenWriteAsync(overwrite: true, new() { BufferSize = BlockBytes }, cancellationToken))
        {
            rows = await WideRows.WriteAsync(blob, megabytes * Megabyte, cancellationToken);
        }

        var answer = await ImportAsync(world, source, cancellationToken);
        return answer is [var state, var read, var peak] && state == nameof(ImportState.Completed) && long.Parse(read, CultureInfo.InvariantCulture) == rows
            ? long.Parse(peak, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The import of {rows} rows answers: {string.Join(' ', answer)}");
    }

    private static async Task<string[]> ImportAsync(BenchmarkWorld world, string source, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start(
            [MemoryImport.Verb, source, world.Folder],
            new Dictionary<string, string>(Runtime, StringComparer.Ordinal)
            {
                [MemoryImport.ConnectionVariable] = world.Connection,
                [MemoryImport.KeyVariable] = world.Key,
            });
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.Trim().Split(' ');
    }

    private static string Size(int megabytes) =>
        megabytes >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{megabytes / 1000d} GB") : string.Create(CultureInfo.InvariantCulture, $"{megabytes} MB");
}
