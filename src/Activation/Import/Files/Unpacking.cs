using System.IO.Compression;

namespace Activation.Import.Files;

/// <summary>A file's content without its compression.</summary>
/// <param name="Name">Without `.gz`; of a zip file, its entry's.</param>
/// <param name="Compression">`gzip`, `zip`; null for none.</param>
internal sealed record UnpackedFile(HeadStream Content, string Name, string? Compression);

/// <summary>Opens files that are compressed with gzip or are the one entry of a zip file, told by their first bytes; others pass as they are.</summary>
internal static class Unpacking
{
    /// <summary>What the directory of a zip file may take; that of one file takes a few hundred bytes.</summary>
    private const long MaxDirectoryBytes = 16L * 1024 * 1024;

    /// <param name="content">Seekable, at its beginning.</param>
    /// <exception cref="UnreadableFileException">A zip file that holds not exactly one readable file.</exception>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static async Task<UnpackedFile> OpenAsync(Stream content, FileInput input, CancellationToken cancellationToken)
    {
        var head = await HeadStream.OpenAsync(content, cancellationToken);
        if (head.Head is [0x1F, 0x8B, ..])
        {
            return await OpenGzipAsync(head, input, cancellationToken);
        }

        // PK 5 6: a zip file without entries.
        return head.Head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..]
            ? await OpenZipAsync(content, input, cancellationToken)
            : new UnpackedFile(head, input.Name, null);
    }

    private static async Task<UnpackedFile> OpenGzipAsync(HeadStream content, FileInput input, CancellationToken cancellationToken)
    {
        var packed = new PackedStream(content);
        var unpacked = new UnpackedStream(new GZipStream(packed, CompressionMode.Decompress), packed, input.MaxUnpackedBytes, packed.EndsGzip);
        var name = input.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? input.Name[..^3] : input.Name;
        return new UnpackedFile(await HeadStream.OpenAsync(unpacked, cancellationToken), name, "gzip");
    }

    private static async Task<UnpackedFile> OpenZipAsync(Stream content, FileInput input, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var packed = new PackedStream(content) { MaxBytes = MaxDirectoryBytes };
        var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken);
        var files = archive.Entries.Where(IsFile).ToList();
        packed.MaxBytes = null;
        if (files is not [var entry])
        {
            throw new UnreadableFileException(Refusal(archive, files.Count));
        }

        if (entry.IsEncrypted)
        {
            throw new UnreadableFileException(new ImportFailure("encryptedZip", "The zip file is encrypted: drop it without a password."));
        }

        var size = entry.Length;
        var unpacked = new UnpackedStream(await entry.OpenAsync(cancellationToken), packed, input.MaxUnpackedBytes, read => read == size, archive);
        return new UnpackedFile(await HeadStream.OpenAsync(unpacked, cancellationToken), entry.Name, "zip");
    }

    /// <summary>Folders, and what a Mac puts beside each file, are none.</summary>
    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && entry.Name != ".DS_Store" && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private static ImportFailure Refusal(ZipArchive archive, int files) =>
        archive.GetEntry("[Content_Types].xml") is not null
            ? new ImportFailure("spreadsheet", "The file is a spreadsheet: save it as CSV in UTF-8 and drop that.")
            : new ImportFailure("zipEntries", $"The zip file holds {(files == 0 ? "no file" : "several files")}: pack one file alone.");
}
