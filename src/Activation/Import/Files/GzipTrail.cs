using System.Buffers.Binary;

namespace Activation.Import.Files;

/// <summary>
/// Whether a gzip file is whole: its last four bytes are the size of its (last member's) content. The runtime's GZipStream ends a file that
/// was cut as if it were complete.
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc1952#section-2.3</remarks>
internal sealed class GzipTrail
{
    private const int MemberHeader = 10;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    private readonly byte[] last = new byte[MemberHeader - 1];
    private int kept;
    private long bytes;
    private bool hasMoreMembers;

    public void Add(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty)
        {
            return;
        }

        // What straddles two reads, then the read itself; the file's own first header is at offset 0.
        Span<byte> seam = stackalloc byte[2 * last.Length];
        last.AsSpan(0, kept).CopyTo(seam);
        var next = Math.Min(packed.Length, last.Length);
        packed[..next].CopyTo(seam[kept..]);
        hasMoreMembers = hasMoreMembers || Find(seam[..(kept + next)], bytes - kept) || Find(packed, bytes);
        bytes += packed.Length;
        Keep(packed, seam[..(kept + next)]);
    }

    public bool IsEndOf(long contentBytes)
    {
        if (bytes < MemberHeader)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(last.AsSpan(kept - sizeof(uint)));
        return size == unchecked((uint)contentBytes) || (hasMoreMembers && size <= contentBytes);
    }

    private void Keep(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> seam)
    {
        var tail = packed.Length >= last.Length ? packed[^last.Length..] : seam[^Math.Min(seam.Length, last.Length)..];
        tail.CopyTo(last);
        kept = tail.Length;
    }

    private static bool Find(ReadOnlySpan<byte> text, long offset)
    {
        for (var i = 0; i <= text.Length - MemberHeader; i++)
        {
            var found = text[i..].IndexOf(Magic);
            if (found < 0)
            {
                return false;
            }

            i += found;
            // Flags have five bits; the extra flags are 0, 2 or 4; the system is one of 14 or 255.
            if (offset + i > 0 && i <= text.Length - MemberHeader && text[i + 3] < 32 && text[i + 8] is 0 or 2 or 4 && text[i + 9] is < 14 or 255)
            {
                return true;
            }
        }

        return false;
    }
}
