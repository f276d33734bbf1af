namespace Activation.Import.Files;

/// <summary>Passes a body on and refuses it once it is larger than the limit, whatever its headers said.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes) : ForwardStream(inner)
{
    private readonly Stream inner = inner;
    private long read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    private int Count(int bytes)
    {
        read += bytes;
        return read <= maxBytes
            ? bytes
            : throw new ProblemException(413, "fileTooLarge", $"A file through the API may have {maxBytes / 1024 / 1024} MB: drop a larger one into the container crm.");
    }
}
