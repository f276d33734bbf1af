namespace Activation.Storage;

/// <summary>The lines of a UTF-8 file as bytes, in a buffer that grows to the longest line allowed and no further.</summary>
internal sealed class ByteLines(Stream content) : IAsyncDisposable
{
    /// <summary>A line may have this many bytes.</summary>
    public const int MaxLineBytes = 5 * 1024 * 1024;

    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool ended;

    /// <summary>The number (from 1) of the current line.</summary>
    public long Number { get; private set; }

    /// <summary>The current line has more than <see cref="MaxLineBytes"/>; its text was passed over.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The current line, without its end; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        IsTooLong = false;
        Line = default;
        var searched = start;
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return Take(searched + found, searched + found + 1);
            }

            searched = end;
            if (ended)
            {
                return start < end || IsTooLong ? Take(end, end) : false;
            }

            if (end - start > MaxLineBytes)
            {
                IsTooLong = true;
                start = end;
            }

            searched -= MakeRoom();
            var read = await content.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += read;
            ended = read == 0;
        }
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    private bool Take(int lineEnd, int next)
    {
        Number++;
        IsTooLong |= lineEnd - start > MaxLineBytes;
        Line = IsTooLong ? default : buffer.AsMemory(start, lineEnd - start);
        start = next;
        return true;
    }

    /// <returns>By how much the text has moved.</returns>
    private int MakeRoom()
    {
        if (end < buffer.Length)
        {
            return 0;
        }

        var moved = start;
        var text = buffer.AsSpan(start, end - start);
        var target = text.Length * 2 > buffer.Length ? new byte[buffer.Length * 2] : buffer;
        text.CopyTo(target);
        buffer = target;
        end -= moved;
        start = 0;
        return moved;
    }
}
