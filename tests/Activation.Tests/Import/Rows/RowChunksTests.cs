using System.Text;
using System.Text.Json;
using Activation.Import;
using Activation.Import.Apply;
using Activation.Import.Files;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Import.Rows;

/// <summary>However many parsers read a file, its rows, counts and rejects are those of one that reads row by row.</summary>
public sealed class RowChunksTests : IDisposable
{
    private const int Rows = 4_000;

    private static readonly UpdateLimits Limits = new(Rows: 700, Characters: long.MaxValue, WriteConcurrency: 1);
    private static readonly byte[] File = Write();

    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Read_SeveralParsers_GivesTheRowsOfOneParser(int parsers)
    {
        var (rows, tally) = await ReadOneByOneAsync();

        var chunks = await ReadAsync(parsers, skipped: 0);

        await using var reader = await OpenAsync();
        var counts = new ImportTally(reader.Plan);
        chunks.ForEach(c => counts.Add(c.Counts));
        chunks.SelectMany(c => c.Rows).Select(Describe).ShouldBe(rows);
        JsonSerializer.Serialize(counts.Save()).ShouldBe(JsonSerializer.Serialize(tally.Save()));
        counts.TakeRejects().ShouldBe(tally.TakeRejects());
        counts.RowsRead.ShouldBe(Rows);
        counts.Rejected.ShouldBeGreaterThan(100);
        chunks.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Read_AfterAnEarlierAttempt_GivesTheChunksThatWouldHaveFollowed()
    {
        var whole = await ReadAsync(3, skipped: 0);
        var read = 0L;
        for (var i = 0; i < whole.Count; i++)
        {
            var rest = await ReadAsync(2, read);
            rest.Select(c => c.Rows.Select(Describe).ToList()).ShouldBe(whole.Skip(i).Select(c => c.Rows.Select(Describe).ToList()));
            read += whole[i].Counts.RowsRead;
        }
    }

    [Fact]
    public async Task Read_StoppedInTheMiddle_ClosesInPeace()
    {
        await using var reader = await OpenAsync();
        using var chunks = Chunks(reader, 3);
        await foreach (var chunk in chunks.ReadAsync(CancellationToken.None))
        {
            chunk.Rows.Count.ShouldBeGreaterThanOrEqualTo(Limits.Rows);
            break;
        }
    }

    private async Task<List<RowChunk>> ReadAsync(int parsers, long skipped)
    {
        await using var reader = await OpenAsync();
        using var chunks = Chunks(reader, parsers);
        await chunks.SkipAsync(skipped, CancellationToken.None);
        var read = new List<RowChunk>();
        await foreach (var chunk in chunks.ReadAsync(CancellationToken.None))
        {
            read.Add(chunk);
        }

        return read;
    }

    private async Task<(List<string> Rows, ImportTally Tally)> ReadOneByOneAsync()
    {
        await using var reader = await OpenAsync();
        var tally = new ImportTally(reader.Plan);
        var fingerprint = new RowFingerprint(new byte[32], new SourceDefinition(), reader.Plan);
        var parser = new RowParser(reader.Plan, reader.ColumnCount, fingerprint, "US", tally);
        var rows = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None) is { } record)
        {
            if (parser.Parse(record) is { } row)
            {
                rows.Add(Describe(row));
            }
        }

        return (rows, tally);
    }

    private static RowChunks Chunks(FileReader reader, int parsers) => new(
        reader,
        [.. Enumerable.Range(0, parsers).Select(_ =>
        {
            var (counts, fingerprint) = (new ImportTally(reader.Plan), new RowFingerprint(new byte[32], new SourceDefinition(), reader.Plan));
            return new BlockParser(new RowParser(reader.Plan, reader.ColumnCount, fingerprint, "US", counts), counts, fingerprint);
        })],
        Limits);

    private async Task<FileReader> OpenAsync()
    {
        var (reader, failure) = await FileReader.OpenAsync(
            new MemoryStream(File), new FileInput { Name = "members.csv", MaxUnpackedBytes = long.MaxValue, Scratch = scratch }, new Dictionary<string, string>(), CancellationToken.None);
        failure.ShouldBeNull();
        return reader.ShouldNotBeNull();
    }

    private static string Describe(ParsedRow row) =>
        $"{row.Line} {row.Profile} {row.Fingerprint} {string.Join('|', Identifiers.Variants.Select(v => string.Join(',', row.Identifiers[v.Name])))} {string.Join('|', row.Traits)} {row.Characters}";

    /// <summary>Quotes, line ends in cells, rows that are refused for each of their reasons, cells of many sizes.</summary>
    private static byte[] Write()
    {
        var text = new StringBuilder("customer_id,email,phone,first_name,city,tier,note\n");
        var random = new Random(20_261_128);
        for (var i = 0; i < Rows; i++)
        {
            text.Append(random.Next(20) switch
            {
                0 => $"C-{i},only two\n",
                1 => ",,,,,Gold,nobody\n",
                2 => $"C-{i},\"a{i}@example.com\",,\"Ann \"\"A\"\"\nB\",New York,Gold,\"x\ny\"\n",
                3 => $"C-{i},a{i}@example.com,,A,b\uFFFD,Gold,\n",
                4 => $"C-{i},a{i}@example.com,,A,b\0c,Gold,\n",
                5 => $"C-{i},not an email,+1 (202) 555-01{i % 100:d2},É,München,,{new string('n', random.Next(3_000))}\n",
                6 => $",b{i}@example.com,,,,\\N,\n",
                _ => $"C-{i},a{i}@example.com; b{i}@example.com,202 555 01{i % 100:d2},Ada,Paris,Silver,\n",
            });
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
