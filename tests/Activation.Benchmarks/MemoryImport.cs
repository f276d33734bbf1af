using System.Globalization;
using Activation.Import;
using Activation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Benchmarks;

/// <summary>What the memory benchmark's child process does: imports a source's file, and says what that took.</summary>
internal static class MemoryImport
{
    /// <summary>The first argument of the child; no benchmark for users.</summary>
    public const string Verb = "memory-import";

    public const string FileName = "members.csv";

    /// <summary>Keys are in the environment, not among the arguments, which everybody on the machine sees.</summary>
    public const string ConnectionVariable = "ACTIVATION_BENCHMARK_STORAGE";
    public const string KeyVariable = "ACTIVATION_BENCHMARK_KEY";

    /// <summary>"0" where memory is measured: an instance on Azure has not the local host's garbage collector.</summary>
    public const string CollectorVariable = "DOTNET_gcServer";

    /// <param name="args">Source and folder.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var source = new SourceId(args[0]);
        await using var services = BenchmarkWorld.Services(Variable(ConnectionVariable), Variable(KeyVariable), args[1]);
        await services.GetRequiredService<ImportRunner>().RunAsync(new ImportMessage(source.Value), CancellationToken.None);
        var receipts = await services.GetRequiredService<ImportStore>().ListAsync(source, FileName, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{receipts.Single().State} {receipts.Single().RowsRead} {PeakMemory.Bytes()}"));
        return 0;
    }

    internal static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
