namespace Activation.Import.Files;

/// <summary>The content of a compressed file as it is read; ends it where it grows beyond what a customer file is, or where the archive was cut.</summary>
/// <param name="content">The decompressor; closed with this.</param>
/// <param name="isWhole">Whether the content may end after so many bytes.</param>
internal sealed class UnpackedStream(Stream content, PackedStream packed, long maxBytes, Func<long, bool> isWhole, IDisposable? archive = null) : ForwardStream(content)
{
    /// <summary>Text compresses to a tenth, very regular text to a hundredth; beyond this it is made to exhaust whoever unpacks it.</summary>
    private const int MaxRatio = 200;

    /// <summary>Small files may have any ratio.</summary>
    private const long RatioAppliesAfterBytes = 64L * 1024 * 1024;

    private readonly Stream content = content;
    private long read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? 0 : Count(await content.ReadAsync(buffer, cancellationToken));

    public override int Read(Span<byte> buffer) => buffer.IsEmpty ? 0 : Count(content.Read(buffer));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            archive?.Dispose();
        }
    }

    private int Count(int bytes)
    {
        read += bytes;
        if (bytes == 0 && !isWhole(read))
        {
            throw new UnreadableFileException(ReadFailures.DamagedArchive);
        }

        if (read > maxBytes)
        {
            throw new UnreadableFileException(new ImportFailure("unpackedTooLarge",
                $"Unpacked, the file has more than {maxBytes / 1024 / 1024 / 1024} GB: split it, or raise Activation:Import:MaxUnpackedGigabytes."));
        }

        return read <= RatioAppliesAfterBytes || read <= packed.BytesRead * MaxRatio
            ? bytes
            : throw new UnreadableFileException(new ImportFailure("compressionRatio",
                $"The file unpacks to more than {MaxRatio} times its size, as no customer file does: drop it unpacked if it is one."));
    }
}
