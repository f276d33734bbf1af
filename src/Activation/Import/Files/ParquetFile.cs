using Activation.Storage;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Activation.Import.Files;

/// <summary>A Parquet file, read by DuckDB from a copy in the scratch folder that is removed with this.</summary>
internal sealed class ParquetFile : IRecordFile
{
    /// <summary>A part of what the process has: the import holds its own chunk of rows beside it.</summary>
    private const int MemoryMegabytes = 384;

    // ENOSPC and ERROR_DISK_FULL.
    private const int NoSpace = 28;
    private const int DiskFull = 112;

    private static readonly ImportFailure Damaged = new("damagedFile", "The file is not a Parquet file that can be read (damaged, incomplete or encrypted): write it again and drop it again.");

    private readonly string path;
    private readonly long maxCharacters;
    private readonly DuckDbSession session;
    private DuckDBCommand? command;
    private DuckDBDataReader? reader;
    private ParquetRow? row;
    private long characters;

    private ParquetFile(string path, FileInput input, ImportFormat format)
    {
        this.path = path;
        maxCharacters = input.MaxUnpackedBytes;
        session = new DuckDbSession(input.Scratch, MemoryMegabytes);
        Format = format;
    }

    public IReadOnlyList<string> Header { get; private set; } = [];

    public ImportFormat Format { get; }

    public IRecord Current => row ?? throw new InvalidOperationException("Nothing was read yet.");

    public ImportFailure? Failure { get; private set; }

    public IReadOnlyList<ImportColumn> LeftOut { get; private set; } = [];

    /// <param name="format">As far as it is known.</param>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(HeadStream content, FileInput input, ImportFormat format, CancellationToken cancellationToken)
    {
        var path = input.Scratch.NewFile(".raw.parquet");
        ParquetFile? file = null;
        try
        {
            await CopyAsync(content, path, cancellationToken);
            file = new ParquetFile(path, input, format with { Kind = "parquet" });
            file.Open();
            return (file, null);
        }
        catch (DuckDBException e)
        {
            await CloseAsync(file, path);
            return (null, FailureOf(e));
        }
        catch
        {
            await CloseAsync(file, path);
            throw;
        }
    }

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (Failure is null && reader is not null && row is not null && reader.Read())
            {
                row.Load();
                characters += row.Characters;
                if (characters <= maxCharacters)
                {
                    return ValueTask.FromResult(true);
                }

                Failure = new ImportFailure("unpackedTooLarge",
                    $"Unpacked, the file has more than {maxCharacters / 1024 / 1024 / 1024} GB: split it, or raise Activation:Import:MaxUnpackedGigabytes.");
            }
        }
        catch (DuckDBException e)
        {
            Failure = FailureOf(e);
        }

        return ValueTask.FromResult(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (reader is not null)
        {
            await reader.DisposeAsync();
        }

        if (command is not null)
        {
            await command.DisposeAsync();
        }

        session.Dispose();
        File.Delete(path);
    }

    private static ImportFailure FailureOf(DuckDBException exception) => exception.ErrorType == DuckDBErrorType.OutOfMemory
        ? new ImportFailure("rowGroupTooLarge", "The file's row groups do not fit into memory: write it with smaller row groups and drop it again.")
        : Damaged;

    private static ValueTask CloseAsync(ParquetFile? file, string path)
    {
        File.Delete(path);
        return file?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static async Task CopyAsync(HeadStream content, string path, CancellationToken cancellationToken)
    {
        await using (content)
        {
            await using var copy = File.Create(path);
            await CopyAsync(content, copy, cancellationToken);
        }
    }

    private static async Task CopyAsync(HeadStream content, FileStream copy, CancellationToken cancellationToken)
    {
        try
        {
            await content.CopyToAsync(copy, cancellationToken);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is NoSpace or DiskFull)
        {
            throw new UnreadableFileException(new ImportFailure("scratchFull",
                "The file does not fit into the scratch folder, where Parquet is read from: split it, or set Activation:Storage:ScratchFolder to a larger disk."));
        }
    }

    private void Open()
    {
        // One thread reads the rows in the order in which they stand, and holds one row group.
        session.Execute("SET threads=1");
        session.Execute("SET preserve_insertion_order=true");
        var table = $"read_parquet({DuckDbSession.Quote(path)})";
        var columns = ParquetColumns.Of(session, table);
        Header = columns.Names;
        LeftOut = columns.LeftOut;
        if (Header.Count == 0)
        {
            throw new UnreadableFileException(new ImportFailure("noHeader", "The file has no column that can be imported: lists of objects and maps cannot."));
        }

        command = session.Command($"SELECT {string.Join(", ", columns.Expressions)} FROM {table}");
        command.UseStreamingMode = true;
        reader = command.ExecuteReader();
        row = new ParquetRow(reader, columns.Floats);
    }
}
