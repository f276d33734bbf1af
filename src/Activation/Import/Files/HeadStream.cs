namespace Activation.Import.Files;

/// <summary>A stream of which the first bytes can be looked at before it is read; for streams that cannot be rewound.</summary>
internal sealed class HeadStream : ForwardStream
{
    private readonly Stream inner;
    private readonly byte[] head;
    private readonly int length;
    private int given;

    private HeadStream(Stream inner, byte[] head, int length)
        : base(inner)
    {
        this.inner = inner;
        this.head = head;
        this.length = length;
    }

    /// <summary>The first <see cref="FileProbe.HeadBytes"/> bytes, or all if there are fewer.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, length);

    public static async Task<HeadStream> OpenAsync(Stream inner, CancellationToken cancellationToken)
    {
        var head = new byte[FileProbe.HeadBytes];
        return new HeadStream(inner, head, await inner.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        given < length ? ValueTask.FromResult(Give(buffer.Span)) : inner.ReadAsync(buffer, cancellationToken);

    public override int Read(Span<byte> buffer) => given < length ? Give(buffer) : inner.Read(buffer);

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, length - given);
        head.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }
}
