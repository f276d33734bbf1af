using System.Text;
using Sylvan.Data.Csv;

namespace Activation.Import.Files;

/// <summary>
/// A CSV file. A row that is too long, or opens a quote that is never closed, is left out alone: reading goes on at the line after its first.
/// </summary>
internal sealed class CsvFile : IRecordFile, IRecord
{
    /// <summary>A record may have this many characters.</summary>
    public const int MaxRowCharacters = 5 * 1024 * 1024;

    /// <summary>Each may have the same millions of characters read again: without an end, a file made for it would take hours.</summary>
    private const int MaxUnclosedQuotes = 100;

    private const int BufferCharacters = 64 * 1024;

    private readonly RewindReader text;
    private readonly char delimiter;
    private CsvDataReader reader;
    private long nextLine = 1;
    private long nextPosition;
    private int unclosedQuotes;

    private CsvFile(RewindReader text, CsvDataReader reader, char delimiter, ImportFormat format)
    {
        this.text = text;
        this.reader = reader;
        this.delimiter = delimiter;
        Format = format;
    }

    public IReadOnlyList<string> Header { get; private set; } = [];

    public ImportFormat Format { get; }

    public IRecord Current => this;

    public long Line { get; private set; }

    public int FieldCount => Problem is null ? reader.RowFieldCount : 0;

    public Reject? Problem { get; private set; }

    public ImportFailure? Failure { get; private set; }

    public IReadOnlyList<ImportColumn> LeftOut => [];

    public ReadOnlySpan<char> Text => reader.GetRawRecordSpan();

    public ReadOnlySpan<char> Field(int index) => reader.GetFieldSpan(index);

    /// <param name="format">As far as it is known.</param>
    /// <returns>The file with its header read, or why it cannot be read.</returns>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(HeadStream content, Encoding encoding, ImportFormat format, CancellationToken cancellationToken)
    {
        var head = encoding.GetString(content.Head);
        var hint = DelimiterDetector.Hint(head);
        var delimiter = hint ?? DelimiterDetector.Detect(head);
        var text = new RewindReader(new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024));
        var file = new CsvFile(text, await ParseAsync(text, delimiter, cancellationToken), delimiter, format with { Kind = "csv", Delimiter = delimiter.ToString() });
        if (await file.ReadHeaderAsync(skipsLine: hint is not null, cancellationToken) is not { } failure)
        {
            return (file, null);
        }

        await file.DisposeAsync();
        return (null, failure);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Failure is null)
            {
                Line = nextLine;
                Problem = null;
                text.Floor = nextPosition;
                if (!await MoveAsync(cancellationToken))
                {
                    return false;
                }

                if (Problem is not null || FieldCount > 1 || !Field(0).IsWhiteSpace())
                {
                    return Failure is null;
                }
            }
        }
        catch (Exception e) when (ReadFailures.Of(e) is { } failure)
        {
            Failure = failure;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        text.Dispose();
    }

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }
        }
        catch (CsvRecordTooLargeException)
        {
            await LeaveOutAsync(cancellationToken);
            return true;
        }

        var record = reader.GetRawRecordSpan();
        var lines = record.Count('\n');
        var quotes = record.Count('"');
        // Only a record that spans lines, or is the last one, can have swallowed others; the last one may hold no more than its own line's end.
        if (quotes > 0 && (lines != 1 || int.IsOddInteger(quotes)) && CsvQuotes.SwallowOthers(record, delimiter))
        {
            await LeaveOutAsync(cancellationToken);
            return true;
        }

        nextPosition += record.Length;
        nextLine += lines > 0 ? lines : record.Count('\r');
        return true;
    }

    /// <summary>Passes the first line of the record, and reads on after it with a parser that knows nothing of the record.</summary>
    private async Task LeaveOutAsync(CancellationToken cancellationToken)
    {
        await reader.DisposeAsync();
        text.Rewind(nextPosition);
        var length = await text.SkipLineAsync(cancellationToken);
        Problem = length > MaxRowCharacters
            ? new Reject(Line, "", "rowTooLarge", $"The row has more than {MaxRowCharacters / 1024 / 1024} million characters: shorten it.")
            : new Reject(Line, "", "unclosedQuote", "A quote that opens in the row is never closed, or only millions of characters later: close it, and write a quote inside a quoted field twice.");
        if (length <= MaxRowCharacters && ++unclosedQuotes > MaxUnclosedQuotes)
        {
            Failure = new ImportFailure("unclosedQuote", $"More than {MaxUnclosedQuotes} rows open a quote that is never closed, the last at line {Line}: correct how the file is written and drop it again.");
        }

        nextPosition = text.Position;
        nextLine++;
        reader = await ParseAsync(text, delimiter, cancellationToken);
    }

    private async Task<ImportFailure?> ReadHeaderAsync(bool skipsLine, CancellationToken cancellationToken)
    {
        if ((skipsLine && !await ReadAsync(cancellationToken)) || !await ReadAsync(cancellationToken))
        {
            return Failure ?? new ImportFailure("noHeader", "The file has only blank lines: drop a CSV file with a header line.");
        }

        if (Problem is { } problem)
        {
            return new ImportFailure(problem.Code, $"The header line cannot be read. {problem.Message}");
        }

        var header = new string[FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = Field(i).Trim().ToString();
        }

        Header = header;
        return null;
    }

    private static async Task<CsvDataReader> ParseAsync(RewindReader text, char delimiter, CancellationToken cancellationToken) =>
        await CsvDataReader.CreateAsync(
            text,
            new CsvDataReaderOptions
            {
                // The header is read as a record too, to know the lines it takes; lax, so that a stray quote costs a cell and not the file.
                HasHeaders = false,
                Delimiter = delimiter,
                CsvStyle = CsvStyle.Lax,
                Comment = '\0',
                BufferSize = BufferCharacters,
                MaxBufferSize = MaxRowCharacters,
                OwnsReader = false,
            },
            cancellationToken);
}
