using System.Globalization;
using Activation.Import;
using Activation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Benchmarks;

/// <summary>What the memory benchmark's child process does: imports the one file of a source, and says what that took.</summary>
internal static class MemoryImport
{
    /// <summary>The first argument of the child; no benchmark for users.</summary>
    public const string Verb = "memory-import";

    /// <summary>The account's connection string, which holds a key: so in the environment and not among the arguments.</summary>
    public const string ConnectionVariable = "ACTIVATION_BENCHMARK_STORAGE";

    /// <param name="args">Source and folder.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var connection = Environment.GetEnvironmentVariable(ConnectionVariable) ?? throw new InvalidOperationException($"{ConnectionVariable} is not set.");
        var source = new SourceId(args[0]);
        await using var services = BenchmarkWorld.Services(connection, args[1]);
        await services.GetRequiredService<ImportRunner>().RunAsync(new ImportMessage(source.Value), CancellationToken.None);
        var receipts = await services.GetRequiredService<ImportStore>().ListAsync(source, null, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{receipts.Single().State} {receipts.Single().RowsRead} {PeakMemory.Bytes()}"));
        return 0;
    }
}
