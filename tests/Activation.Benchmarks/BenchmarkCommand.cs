using System.Globalization;

namespace Activation.Benchmarks;

/// <summary>`dotnet run -c Release --project tests/Activation.Benchmarks -- [import] [evaluate] [rules] [--rows N]`.</summary>
internal static class BenchmarkCommand
{
    private static readonly Dictionary<string, (int Rows, Func<int, CancellationToken, Task<IReadOnlyList<BenchmarkResult>>> Run)> Benchmarks = new(StringComparer.Ordinal)
    {
        ["normalize"] = (20_000, NormalizeBenchmark.RunAsync),
        ["import"] = (1_000_000, ImportBenchmark.RunAsync),
        ["evaluate"] = (1_000_000, EvaluateBenchmark.RunAsync),
        ["rules"] = (1_000_000, RulesBenchmark.RunAsync),
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var rowsAt = Array.IndexOf(args, "--rows");
        int? rows = rowsAt >= 0 && rowsAt + 1 < args.Length && int.TryParse(args[rowsAt + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
        var names = rowsAt >= 0 ? args[..rowsAt] : args;
        if ((rowsAt >= 0 && rows is null) || names.Any(n => !Benchmarks.ContainsKey(n)))
        {
            await output.WriteLineAsync($"Usage: [{string.Join("] [", Benchmarks.Keys)}] [--rows N]; all benchmarks if none is named.");
            return 1;
        }

        await output.WriteLineAsync("| benchmark | ratio | measured | beside |\n|---|---|---|---|");
        foreach (var name in names.Length > 0 ? names : [.. Benchmarks.Keys])
        {
            var (usual, run) = Benchmarks[name];
            foreach (var result in await run(rows ?? usual, CancellationToken.None))
            {
                await output.WriteLineAsync(result.ToTableRow());
            }
        }

        return 0;
    }
}
