using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Activation.Import.Columns;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// A keyed 128-bit fingerprint (HMAC-SHA256) of a normalized row: equal if and only if the row says the same about the profile, in
/// whatever order its columns stand. The key keeps a stored fingerprint from being tried against guessed rows.
/// </summary>
internal sealed class RowFingerprint : IDisposable
{
    /// <summary>
    /// Raised when rows that read the same are to be stored differently (normalization, variants, merging), so that the change reaches
    /// rows that did not change.
    /// </summary>
    private const string Version = "5";

    /// <summary>Of a stored hash: it is as hard to meet by chance as the fingerprint itself, and half as many bytes are half the work.</summary>
    private const int HashBytes = 16;

    /// <summary>Stand where an identifier has its position, of which there are far fewer.</summary>
    private const byte ClearedMark = byte.MaxValue;
    private const byte TraitMark = byte.MaxValue - 1;

    /// <summary>One for all rows: making a key ready costs more than most rows.</summary>
    private readonly IncrementalHash keyed;

    /// <summary>By name, so that the order of the columns does not matter; each with what stands for the name.</summary>
    private readonly (long Mark, int Slot)[] traits;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    public RowFingerprint(byte[] key, SourceDefinition source, ColumnPlan plan)
    {
        var scope = Encoding.UTF8.GetBytes(
            $"{Version}\n{source.Mode}\n{(source.Kind == SourceKind.Identity ? "links\n" : "")}{source.DefaultCountry}\n{string.Join(',', source.Consent.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}\n");
        keyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, HMACSHA256.HashData(key, scope));
        traits = [.. plan.TraitColumns.Select((c, slot) => (c.Name, slot)).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Select(t => (Mark(t.Name), t.slot))];
    }

    public Guid Of(IdentifierSet identifiers, IEnumerable<string> cleared, object?[] values)
    {
        buffer.ResetWrittenCount();
        for (var i = 0; i < identifiers.Count; i++)
        {
            // Variants are only ever appended, so a position means the same for good, and whether it has a hash or a text.
            AppendByte(checked((byte)identifiers.Value(i, out var text, out var hash)));
            if (text is null)
            {
                buffer.Write(hash[..HashBytes]);
            }
            else
            {
                AppendText(text);
            }
        }

        foreach (var name in cleared)
        {
            AppendByte(ClearedMark);
            AppendText(name);
        }

        foreach (var (mark, slot) in traits)
        {
            if (values[slot] is { } value)
            {
                AppendByte(TraitMark);
                AppendNumber(mark);
                AppendText(value as string ?? (value == CellMark.Keep ? CellMark.KeepText : CellMark.ClearText));
            }
        }

        return Keyed(buffer.WrittenSpan);
    }

    /// <summary>Of a text that is no row.</summary>
    public Guid OfText(string text)
    {
        buffer.ResetWrittenCount();
        AppendText(text);
        return Keyed(buffer.WrittenSpan);
    }

    /// <summary>Of several rows that describe one profile, in order.</summary>
    public Guid Combine(IReadOnlyList<ParsedRow> rows)
    {
        if (rows.Count == 1)
        {
            return rows[0].Fingerprint;
        }

        buffer.ResetWrittenCount();
        foreach (var row in rows)
        {
            row.Fingerprint.TryWriteBytes(buffer.GetSpan(16));
            buffer.Advance(16);
        }

        return Keyed(buffer.WrittenSpan);
    }

    /// <summary>Of rows that add to others of the same file, whose fingerprint is `earlier`.</summary>
    public Guid Continue(Guid earlier, Guid rows)
    {
        Span<byte> both = stackalloc byte[32];
        earlier.TryWriteBytes(both);
        rows.TryWriteBytes(both[16..]);
        return Keyed(both);
    }

    public void Dispose() => keyed.Dispose();

    private Guid Keyed(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        keyed.AppendData(data);
        keyed.GetHashAndReset(hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>With its length before it: no two rows write the same bytes.</summary>
    private void AppendText(string text)
    {
        AppendLength(text.Length);
        var written = Encoding.UTF8.GetBytes(text, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        buffer.Advance(written);
    }

    /// <summary>Seven bits a byte, the highest bit of all but the last set.</summary>
    private void AppendLength(int length)
    {
        for (; length > 0x7F; length >>= 7)
        {
            AppendByte((byte)(length | 0x80));
        }

        AppendByte((byte)length);
    }

    private void AppendByte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private void AppendNumber(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
    }

    private static long Mark(string name) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
