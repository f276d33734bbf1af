using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Activation.Import.Columns;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// A keyed 128-bit fingerprint (HMAC-SHA256) of a normalized row: equal if and only if the row says the same about the profile, in
/// whatever order its columns stand. The key keeps a stored fingerprint from being tried against guessed rows.
/// </summary>
internal sealed class RowFingerprint
{
    /// <summary>
    /// Raised when rows that read the same are to be stored differently (normalization, variants, merging), so that the change reaches
    /// rows that did not change.
    /// </summary>
    private const string Version = "2";

    private readonly byte[] key;
    private readonly byte[] prefix;
    private readonly (string Name, int Slot)[] traits;
    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    public RowFingerprint(byte[] key, SourceDefinition source, ColumnPlan plan)
    {
        this.key = key;
        prefix = Encoding.UTF8.GetBytes(
            $"{Version}\n{source.Mode}\n{source.DefaultCountry}\n{string.Join(',', source.Consent.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}\n");
        traits = [.. plan.TraitColumns.Select((c, slot) => (c.Name, slot)).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public Guid Of(IdentifierSet identifiers, IEnumerable<string> cleared, object?[] values)
    {
        buffer.ResetWrittenCount();
        buffer.Write(prefix);
        foreach (var name in identifiers.VariantNames)
        {
            foreach (var value in identifiers[name])
            {
                Append(name, value);
            }
        }

        foreach (var name in cleared)
        {
            Append(name, CellMark.ClearText);
        }

        foreach (var (name, slot) in traits)
        {
            if (values[slot] is { } value)
            {
                Append("trait:", name);
                Append("", value as string ?? CellMark.ClearText);
            }
        }

        return Keyed(buffer.WrittenSpan);
    }

    /// <summary>Of a text that is no row.</summary>
    public Guid OfText(string text)
    {
        buffer.ResetWrittenCount();
        buffer.Write(prefix);
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

    private Guid Keyed(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, data, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Each part with its length before it: no two rows write the same bytes.</summary>
    private void Append(string name, string value)
    {
        AppendText(name);
        AppendText(value);
    }

    private void AppendText(string text)
    {
        BitConverter.TryWriteBytes(buffer.GetSpan(4), text.Length);
        buffer.Advance(4);
        var written = Encoding.UTF8.GetBytes(text, buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        buffer.Advance(written);
    }
}
