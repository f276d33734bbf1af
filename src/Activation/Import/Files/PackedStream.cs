namespace Activation.Import.Files;

/// <summary>The compressed bytes on their way to the decompressor: counts them, and remembers what tells a whole gzip file from a cut one.</summary>
internal sealed class PackedStream(Stream inner) : Stream
{
    private readonly GzipTrail trail = new();

    /// <summary>Compressed bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>More bytes than this are refused; for an archive's directory, which is read at once.</summary>
    public long? MaxBytes { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Whether a gzip file that ended here after so many bytes of content is whole.</summary>
    public bool EndsGzip(long contentBytes) => trail.IsEndOf(contentBytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Count(buffer.Span[..count]);
    }

    public override int Read(Span<byte> buffer) => Count(buffer[..inner.Read(buffer)]);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    /// <exception cref="InvalidDataException">Outside the file: what a damaged archive points to. Streams differ in what they make of it.</exception>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => inner.Position,
            _ => inner.Length,
        };
        var position = unchecked(from + offset);
        return position >= 0 && position <= inner.Length ? inner.Seek(position, SeekOrigin.Begin) : throw new InvalidDataException();
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> bytes)
    {
        BytesRead += bytes.Length;
        trail.Add(bytes);
        return BytesRead <= (MaxBytes ?? long.MaxValue)
            ? bytes.Length
            : throw new UnreadableFileException(new ImportFailure("zipEntries", "The zip file has too many entries: pack one file alone."));
    }
}
