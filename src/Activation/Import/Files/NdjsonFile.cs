using System.Text;
using Activation.Storage;

namespace Activation.Import.Files;

/// <summary>
/// A file with one JSON object a line. Its columns are those of its first rows and those that the source maps; what comes later is left out
/// and reported.
/// </summary>
internal sealed class NdjsonFile : IRecordFile
{
    private readonly ByteLines lines;
    private readonly JsonColumns columns;
    private readonly JsonRow row;
    private readonly Queue<BufferedRecord> sample = new();

    private NdjsonFile(ByteLines lines, JsonColumns columns, ImportFormat format)
    {
        this.lines = lines;
        this.columns = columns;
        row = new JsonRow(columns);
        Current = row;
        Format = format;
    }

    public IReadOnlyList<string> Header => columns.Names;

    public ImportFormat Format { get; }

    public IRecord Current { get; private set; }

    public ImportFailure? Failure { get; private set; }

    public IReadOnlyList<ImportColumn> LeftOut => columns.LeftOut;

    /// <param name="format">As far as it is known.</param>
    /// <returns>The file with its first rows read, or why it cannot be read.</returns>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(
        HeadStream content, Encoding encoding, FileInput input, ImportFormat format, CancellationToken cancellationToken)
    {
        var utf8 = encoding.CodePage == Encoding.UTF8.CodePage ? content : Encoding.CreateTranscodingStream(content, encoding, FileEncodings.PlainUtf8);
        var file = new NdjsonFile(new ByteLines(utf8), new JsonColumns(), format with { Kind = "ndjson" });
        await file.SampleAsync(cancellationToken);
        if (file.columns.Names.Count == 0)
        {
            await file.DisposeAsync();
            return (null, file.Failure ?? new ImportFailure("notNdjson", "None of the first lines is a JSON object with values: write one object a line (NDJSON), without a list around them."));
        }

        foreach (var column in input.MappedColumns.Where(m => !file.Header.Contains(m, StringComparer.OrdinalIgnoreCase)))
        {
            file.columns.Add(column.Trim());
        }

        file.columns.IsClosed = true;
        return (file, null);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (sample.TryDequeue(out var record))
        {
            Current = new BufferedRecord(record.Line, record.Fields, record.Problem is null ? Header.Count : 0, record.Problem);
            return true;
        }

        Current = row;
        return Failure is null && await ReadRowAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        var characters = 0;
        while (sample.Count < FileReader.SampleRecords && characters < FileReader.SampleCharacters && await ReadRowAsync(cancellationToken))
        {
            var record = BufferedRecord.Of(row);
            characters += record.Fields.Sum(f => f.Length + 1);
            sample.Enqueue(record);
        }
    }

    private async ValueTask<bool> ReadRowAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await lines.ReadAsync(cancellationToken))
            {
                var line = lines.Line.Span;
                if (lines.Number == 1 && line.StartsWith("\uFEFF"u8))
                {
                    line = line[3..];
                }

                if (lines.IsTooLong)
                {
                    row.Refuse(lines.Number, "rowTooLarge", $"The row has more than {ByteLines.MaxLineBytes / 1024 / 1024} MB: shorten it.");
                    return true;
                }

                // One object a line, with a list around them, is as common.
                line = line.Trim(" \t\r"u8);
                if (!line.IsEmpty && !line.SequenceEqual("["u8) && !line.SequenceEqual("]"u8))
                {
                    row.Read(lines.Number, line[^1] == ',' ? line[..^1] : line);
                    return true;
                }
            }
        }
        catch (Exception e) when (ReadFailures.Of(e) is { } failure)
        {
            Failure = failure;
        }

        return false;
    }
}
