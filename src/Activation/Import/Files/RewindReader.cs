namespace Activation.Import.Files;

/// <summary>
/// Text that can be read again from any position not before <see cref="Floor"/>, so that a row that swallowed others can be left out alone.
/// Keeps what lies between the floor and the end of what was read.
/// </summary>
internal sealed class RewindReader(TextReader inner) : TextReader
{
    private char[] kept = [];
    private int count;
    private long start;

    /// <summary>The position, in characters, of the next character to read.</summary>
    public long Position { get; private set; }

    /// <summary>Nothing before it is asked for again.</summary>
    public long Floor { get; set; }

    private long End => start + count;

    public void Rewind(long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, End);
        Position = position;
    }

    /// <summary>Goes to the beginning of the next line, however far that is.</summary>
    /// <returns>The characters passed, the line end among them.</returns>
    public async Task<long> SkipLineAsync(CancellationToken cancellationToken)
    {
        var from = Position;
        var block = new char[4096];
        var afterReturn = false;
        int read;
        while ((read = await ReadAsync(block.AsMemory(), cancellationToken)) > 0)
        {
            var text = block.AsSpan(0, read);
            var end = afterReturn ? 0 : text.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Floor = Position;
                continue;
            }

            if (!afterReturn && text[end] == '\r')
            {
                end++;
                if (end == read)
                {
                    afterReturn = true;
                    continue;
                }
            }

            Rewind(Position - read + end + (text[end] == '\n' ? 1 : 0));
            break;
        }

        Floor = Position;
        return Position - from;
    }

    public override int Peek()
    {
        Span<char> one = stackalloc char[1];
        if (Read(one) == 0)
        {
            return -1;
        }

        Position--;
        return one[0];
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer) => Position < End ? Replay(buffer) : Keep(buffer[..inner.Read(buffer)]);

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (Position < End)
        {
            return Replay(buffer.Span);
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Keep(buffer.Span[..read]);
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Replay(Span<char> buffer)
    {
        var text = kept.AsSpan((int)(Position - start), (int)(End - Position));
        var length = Math.Min(text.Length, buffer.Length);
        text[..length].CopyTo(buffer);
        Position += length;
        return length;
    }

    private int Keep(ReadOnlySpan<char> text)
    {
        if (count + text.Length > kept.Length)
        {
            MakeRoom(text.Length);
        }

        text.CopyTo(kept.AsSpan(count));
        count += text.Length;
        Position = End;
        return text.Length;
    }

    private void MakeRoom(int length)
    {
        var unneeded = (int)Math.Clamp(Floor - start, 0, count);
        var needed = kept.AsSpan(unneeded, count - unneeded);
        var size = needed.Length + length;
        // Space for another block as large, so that text moves once in a while and not with each read.
        var target = size * 2 > kept.Length ? new char[size * 2] : kept;
        needed.CopyTo(target);
        kept = target;
        start += unneeded;
        count -= unneeded;
    }
}
