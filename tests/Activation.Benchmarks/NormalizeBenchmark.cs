using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Activation.Import;
using Activation.Import.Files;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Benchmarks;

/// <summary>
/// A file's rows on one thread: decoded, parsed, planned, normalized, hashed, fingerprinted; beside a loop that does nothing but the SHA-256 of the same normalized bytes.
/// </summary>
internal static class NormalizeBenchmark
{
    /// <summary>Many and short, in turns: what else the machine does at a time meets both.</summary>
    private const int Rounds = 9;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(int rows, CancellationToken cancellationToken)
    {
        var file = File(rows);
        var bytes = Enumerable.Range(0, rows).SelectMany(CrmRows.Hashed).ToArray();
        var (product, bare) = (new List<double>(), new List<double>());
        for (var round = -Rounds; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            var last = await ParseAsync(file, rows, cancellationToken);
            var parsed = watch.Elapsed.TotalSeconds;
            watch.Restart();
            Hash(bytes);
            var hashed = watch.Elapsed.TotalSeconds;
            if (round < 0)
            {
                // Until the code is compiled as it stays.
                Check(last, rows - 1);
                continue;
            }

            product.Add(parsed);
            bare.Add(hashed);
        }

        return [new BenchmarkResult("parse, normalize and hash a row", "rows", rows / Median(product), "bare SHA-256 of the same bytes", rows / Median(bare))];
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    private static byte[] File(int rows)
    {
        var text = new StringBuilder(CrmRows.Header);
        for (var i = 0; i < rows; i++)
        {
            CrmRows.Append(text, i);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<ParsedRow?> ParseAsync(byte[] file, int rows, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(file);
        using var scratch = new ScratchFolder(Options.Create(new StorageOptions()));
        var source = new SourceDefinition { DefaultCountry = "US" };
        var (reader, failure) = await FileReader.OpenAsync(content, new FileInput { Name = "members.csv", MaxUnpackedBytes = long.MaxValue, Scratch = scratch }, source.Mapping, cancellationToken);
        if (reader is null)
        {
            throw new InvalidOperationException($"The file cannot be read: {failure?.Code}.");
        }

        await using (reader)
        {
            var tally = new ImportTally(reader.Plan);
            using var fingerprint = new RowFingerprint(new byte[32], source, reader.Plan);
            var parser = new RowParser(reader.Plan, reader.ColumnCount, fingerprint, source.DefaultCountry, tally);
            ParsedRow? last = null;
            while (await reader.ReadAsync(cancellationToken) is { } record)
            {
                last = parser.Parse(record);
            }

            return tally.RowsRead == rows && tally.Rejected == 0 ? last : throw new InvalidOperationException($"{tally.RowsRead} rows were read and {tally.Rejected} rejected, of {rows}.");
        }
    }

    private static void Hash(byte[][] values)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var value in values)
        {
            SHA256.HashData(value, hash);
        }
    }

    /// <summary>The loop beside hashes what the product hashes, no more and no less.</summary>
    private static void Check(ParsedRow? row, int i)
    {
        var product = Identifiers.Variants.Where(v => v.IsHash).SelectMany(v => row?.Identifiers[v.Name] ?? []).ToHashSet(StringComparer.Ordinal);
        if (!product.SetEquals(CrmRows.Hashed(i).Select(v => Convert.ToHexStringLower(SHA256.HashData(v)))))
        {
            throw new InvalidOperationException("The bare loop hashes other bytes than the product.");
        }
    }
}
