using System.Buffers;
using System.Text;

namespace Activation.Import.Normalization;

/// <summary>Builds a short string on the stack; the buffer grows from the pool if a cell is long.</summary>
internal ref struct ValueStringBuilder(Span<char> buffer)
{
    private Span<char> buffer = buffer;
    private char[]? rented;
    private int length;

    public readonly int Length => length;

    public readonly ReadOnlySpan<char> Written => buffer[..length];

    public void Append(char c)
    {
        if (length == buffer.Length)
        {
            Grow();
        }

        buffer[length++] = c;
    }

    public void Append(Rune rune)
    {
        if (rune.IsBmp)
        {
            Append((char)rune.Value);
            return;
        }

        Span<char> pair = stackalloc char[2];
        rune.EncodeToUtf16(pair);
        Append(pair[0]);
        Append(pair[1]);
    }

    public string ToStringAndDispose()
    {
        var text = Written.ToString();
        Dispose();
        return text;
    }

    public void Dispose()
    {
        if (rented is not null)
        {
            // It held a raw identifier; the pool outlives the import.
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
            rented = null;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(buffer.Length * 2);
        Written.CopyTo(larger);
        var old = rented;
        buffer = rented = larger;
        if (old is not null)
        {
            ArrayPool<char>.Shared.Return(old, clearArray: true);
        }
    }
}
