using System.IO.Compression;
using System.Text;
using Activation.Import;
using Activation.Import.Files;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Import.Files;

/// <summary>Files of every format from byte arrays, and what is read of them as text.</summary>
internal static class TestFile
{
    /// <param name="Rows">`line: field|field`, or `line: !code` of a row that cannot be read.</param>
    public sealed record Result(List<string> Rows, IRecordFile File);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    /// <param name="query">Its rows are the file's.</param>
    public static byte[] Parquet(string query)
    {
        using var scratch = Scratch();
        var path = scratch.NewFile(".parquet");
        using (var session = new DuckDbSession(scratch))
        {
            session.Execute($"COPY ({query}) TO {DuckDbSession.Quote(path)} (FORMAT parquet)");
        }

        return File.ReadAllBytes(path);
    }

    public static async Task<(Result? Read, ImportFailure? Failure)> ReadAsync(
        byte[] content, string name = "members", string? encoding = null, string[]? mapped = null, long maxUnpackedBytes = 1L << 40,
        SourceKind kind = SourceKind.Crm, Dictionary<string, string>? mapping = null)
    {
        using var scratch = Scratch();
        var input = new FileInput { Name = name, Encoding = encoding, MappedColumns = mapped ?? [], MaxUnpackedBytes = maxUnpackedBytes, Scratch = scratch, Kind = kind, Mapping = mapping ?? [] };
        var (file, failure) = await RecordFile.OpenAsync(new MemoryStream(content), input, CancellationToken.None);
        if (file is null)
        {
            Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBeEmpty();
            return (null, failure.ShouldNotBeNull());
        }

        var rows = new List<string>();
        await using (file)
        {
            while (await file.ReadAsync(CancellationToken.None))
            {
                var record = file.Current;
                rows.Add($"{record.Line}: {(record.Problem is { } problem ? "!" + problem.Code : string.Join('|', Enumerable.Range(0, record.FieldCount).Select(i => record.Field(i).ToString())))}");
            }
        }

        Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBeEmpty();
        return (new Result(rows, file), null);
    }

    public static ScratchFolder Scratch() => new(Options.Create(new StorageOptions()));
}
