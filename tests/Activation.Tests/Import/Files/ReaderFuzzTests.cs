using System.Diagnostics;

namespace Activation.Tests.Import.Files;

/// <summary>Damaged files of every format: whatever the bytes, a reader ends with rows, rejects or a failure, and soon.</summary>
public sealed class ReaderFuzzTests
{
    private const int Seed = 20_261_102;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(6);

    private static readonly byte[] Csv = TestFile.Bytes(
        "id;email;note\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i};u{i}@x.org;\"line {i}\nnext \"\"quoted\"\"; end\"\n")));

    private static readonly byte[] Json = TestFile.Bytes(
        string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\":{i},\"email\":[\"u{i}@x.org\"],\"a\":{{\"b\":\"\\u00e5\",\"c\":null}},\"n\":-1.5e3}}\n")));

    private static readonly byte[] Parquet = TestFile.Parquet("SELECT i AS id, 'u'||i AS email, [i, i] AS l, {'a': i} AS s, DATE '2024-01-31' AS d FROM range(200) r(i)");

    [Fact]
    public async Task ReadAsync_RandomMutationsOfEveryFormat_EndAsRowsOrDeclaredFailures()
    {
        var seeds = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["a.csv"] = Csv,
            ["a.ndjson"] = Json,
            ["b"] = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("id,n\n1,\"x\"\n")],
            ["c.gz"] = TestFile.Gzip(Csv),
            ["d.gz"] = TestFile.Gzip(Json),
            ["e.zip"] = TestFile.Zip(("a.csv", Csv)),
            ["f.parquet"] = Parquet,
        };
        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        var (tried, failed) = (0, 0);
        for (; tried < 3_000 && watch.Elapsed < Budget; tried++)
        {
            var (name, seed) = seeds.ElementAt(tried % seeds.Count);
            // A Parquet file costs a database: fewer of them.
            if (name == "f.parquet" && tried % 70 != 6)
            {
                continue;
            }

            var bytes = Mutate(random, seed);
            var one = Stopwatch.StartNew();
            var (read, failure) = await TestFile.ReadAsync(bytes, random.Next(4) == 0 ? "members" : name);

            failed += failure is not null || read?.File.Failure is not null ? 1 : 0;
            one.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), $"{name}, mutation {tried}");
        }

        tried.ShouldBeGreaterThan(100);
        failed.ShouldBeInRange(1, tried - 1);
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(1, 6); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.Insert(at, "\"\n;,{}[]\0\\\r'"u8[random.Next(12)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20)));
                    break;
                case 4:
                    var length = Math.Min(bytes.Count - at, random.Next(1, 50));
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }
}
