using System.Text;
using Azure;
using Sylvan.Data.Csv;

namespace Activation.Import.Files;

/// <summary>
/// A CSV file, record by record, in bounded memory. Holds raw personal data: nothing of it may be logged.
/// </summary>
internal sealed class CsvFile : IRecord, IAsyncDisposable
{
    /// <summary>A record may have this many characters.</summary>
    public const int MaxRowCharacters = 5 * 1024 * 1024;

    private const int BufferCharacters = 64 * 1024;

    private readonly CsvDataReader reader;
    private readonly char delimiter;
    private long nextLine = 1;

    private CsvFile(CsvDataReader reader, char delimiter)
    {
        this.reader = reader;
        this.delimiter = delimiter;
    }

    /// <summary>The column names, trimmed.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The line of the file (from 1) at which the current record begins.</summary>
    public long Line { get; private set; }

    public int FieldCount => reader.RowFieldCount;

    /// <summary>Why reading ended before the end of the file.</summary>
    public ImportFailure? Failure { get; private set; }

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<char> Field(int index) => reader.GetFieldSpan(index);

    /// <param name="content">Seekable.</param>
    /// <returns>The file with its header read, or why it cannot be read.</returns>
    public static async Task<(CsvFile? File, ImportFailure? Failure)> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[FileProbe.HeadBytes];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var (encoding, failure) = FileProbe.Inspect(head.AsSpan(0, length));
        if (encoding is null)
        {
            return (null, failure);
        }

        content.Position = 0;
        var detected = DelimiterDetector.Detect(encoding.GetString(head, 0, length));
        var csv = await CsvDataReader.CreateAsync(
            new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024),
            new CsvDataReaderOptions
            {
                // The header is read as a record too, to know the lines it takes; lax, so that a stray quote costs a cell and not the file.
                HasHeaders = false,
                Delimiter = detected,
                CsvStyle = CsvStyle.Lax,
                Comment = '\0',
                BufferSize = BufferCharacters,
                MaxBufferSize = MaxRowCharacters,
            },
            cancellationToken);
        var file = new CsvFile(csv, detected);
        failure = await file.ReadHeaderAsync(cancellationToken);
        if (failure is null)
        {
            return (file, null);
        }

        await file.DisposeAsync();
        return (null, failure);
    }

    /// <summary>The next record that is not blank; false at the end, or where the rest cannot be read (<see cref="Failure"/>).</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                Line = nextLine;
                if (!TakeRecord())
                {
                    return false;
                }

                if (FieldCount > 1 || !Field(0).IsWhiteSpace())
                {
                    return true;
                }
            }
        }
        catch (CsvRecordTooLargeException)
        {
            Line = nextLine;
            Failure = new ImportFailure("rowTooLarge", $"The row that begins at line {Line} is longer than {MaxRowCharacters / 1024 / 1024} million characters, or its quote is never closed: correct that line and drop the file again.");
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            Failure = new ImportFailure("replacedDuringImport", "The file was replaced or removed while it was read. What was read before is imported; a new file under the name is an import of its own.");
        }

        return false;
    }

    public async ValueTask DisposeAsync() => await reader.DisposeAsync();

    private bool TakeRecord()
    {
        var record = reader.GetRawRecordSpan();
        var lines = record.Count('\n');
        nextLine += lines > 0 ? lines : record.Count('\r');
        // Only a record that spans lines, or is the last one, can have swallowed others.
        if (lines != 1 && record.Contains('"') && CsvQuotes.EndsInside(record, delimiter))
        {
            Failure = new ImportFailure("unclosedQuote", $"A quote that opens in the row at line {Line} is never closed, so the rest of the file cannot be told apart: correct that line and drop the file again.");
            return false;
        }

        return true;
    }

    private async Task<ImportFailure?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await ReadAsync(cancellationToken))
        {
            return Failure ?? new ImportFailure("noHeader", "The file has only blank lines: drop a CSV file with a header line.");
        }

        var header = new string[FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = Field(i).Trim().ToString();
        }

        Header = header;
        return null;
    }
}
