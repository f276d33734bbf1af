using System.Globalization;

namespace Activation.Benchmarks;

/// <summary>`dotnet run -c Release --project tests/Activation.Benchmarks -- [normalize] [import] [reimport] [evaluate] [preview] [rules] [deliver] [deliver-memory] [memory] [--rows N] [--profiles N] [--megabytes N]`.</summary>
internal static class BenchmarkCommand
{
    private const string Rows = "--rows";
    private const string Profiles = "--profiles";
    private const string Megabytes = "--megabytes";

    /// <summary>A part of `import`: run by name only.</summary>
    private const string Reimport = "reimport";

    /// <summary>A part of `deliver`: run by name only.</summary>
    private const string Backfill = "deliver-memory";

    private static readonly Dictionary<string, (string Option, int Usual, Func<int, CancellationToken, Task<IReadOnlyList<BenchmarkResult>>> Run)> Benchmarks = new(StringComparer.Ordinal)
    {
        ["normalize"] = (Rows, 100_000, NormalizeBenchmark.RunAsync),
        ["import"] = (Rows, 1_000_000, ImportBenchmark.RunAsync),
        [Reimport] = (Rows, 1_000_000, ImportBenchmark.AgainAsync),
        ["evaluate"] = (Rows, 1_000_000, EvaluateBenchmark.RunAsync),
        ["preview"] = (Profiles, 1_000_000, PreviewBenchmark.RunAsync),
        ["rules"] = (Rows, 1_000_000, RulesBenchmark.RunAsync),
        ["deliver"] = (Rows, 1_000_000, DeliverBenchmark.RunAsync),
        [Backfill] = (Rows, 1_000_000, DeliverMemory.CompareAsync),
        ["memory"] = (Megabytes, 5_000, MemoryBenchmark.RunAsync),
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is [MemoryImport.Verb, .. var import])
        {
            return await MemoryImport.RunAsync(import, output);
        }

        if (args is [LimitsChild.Verb, .. var within])
        {
            return await LimitsChild.RunAsync(within, output);
        }

        if (args is ["limits", Rows, var profiles])
        {
            foreach (var result in await LimitsBenchmark.RunAsync(int.Parse(profiles, CultureInfo.InvariantCulture), CancellationToken.None))
            {
                await output.WriteLineAsync(result.ToTableRow());
            }

            return 0;
        }

        if (args is [DeliverMemory.Verb, .. var backfill])
        {
            return await DeliverMemory.RunAsync(backfill, output);
        }

        if (args is [SandboxChild.Verb, var milliseconds])
        {
            return await SandboxChild.RunAsync(milliseconds, Console.In, output);
        }

        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is Rows or Profiles or Megabytes && i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                sizes[args[i++]] = size;
            }
            else
            {
                names.Add(args[i]);
            }
        }

        if (names.Exists(n => !Benchmarks.ContainsKey(n)))
        {
            await output.WriteLineAsync($"Usage: [{string.Join("] [", Benchmarks.Keys)}] [{Rows} N] [{Profiles} N] [{Megabytes} N]; all benchmarks if none is named.");
            return 1;
        }

        await output.WriteLineAsync("| benchmark | ratio | measured | beside |\n|---|---|---|---|");
        foreach (var name in names.Count > 0 ? names : [.. Benchmarks.Keys.Where(name => name is not (Reimport or Backfill))])
        {
            var (option, usual, run) = Benchmarks[name];
            foreach (var result in await run(sizes.GetValueOrDefault(option, usual), CancellationToken.None))
            {
                await output.WriteLineAsync(result.ToTableRow());
            }
        }

        return 0;
    }
}
