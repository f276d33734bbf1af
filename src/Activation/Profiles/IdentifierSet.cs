using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Profiles;

/// <summary>
/// The identifiers of one profile from one source or of all: for each variant (see <see cref="Identifiers.Variants"/>) a list of
/// values, newest first, at most ten, without repeats.
/// </summary>
public sealed class IdentifierSet
{
    public const int MaxValues = 10;

    /// <summary>The variants in the order of their names, which digests and fingerprints go by; so a variant that is appended changes none of a set that lacks it.</summary>
    private static readonly int[] ByName = [.. Enumerable.Range(0, Identifiers.Variants.Count).OrderBy(i => Identifiers.Variants[i].Name, StringComparer.Ordinal)];

    private static readonly byte[][] NameBytes = [.. Identifiers.Variants.Select(v => Encoding.UTF8.GetBytes(v.Name))];

    private static ReadOnlySpan<byte> BeforeValue => [0];

    private static ReadOnlySpan<byte> AfterValues => [1];

    // By position of the variant; null where there is no value. Nearly every list has one value, so an array is the smallest.
    private readonly string[]?[] values = new string[]?[Identifiers.Variants.Count];

    /// <summary>The variants that have a value, in the order of their names.</summary>
    public IReadOnlyList<string> VariantNames => [.. Filled().Select(i => Identifiers.Variants[i].Name)];

    public bool IsEmpty => Array.TrueForAll(values, v => v is null);

    public IReadOnlyList<string> this[string variantName] => values[Identifiers.Position(variantName)] ?? [];

    /// <summary>Of the variant at a position of <see cref="Identifiers.Variants"/>.</summary>
    public IReadOnlyList<string> this[int position] => values[position] ?? [];

    /// <summary>Positions of the variants that have a value, in the order of their names.</summary>
    public IEnumerable<int> Filled() => ByName.Where(i => values[i] is not null);

    /// <summary>A set of its own with the same values.</summary>
    public IdentifierSet Copy()
    {
        var copy = new IdentifierSet();
        // The lists themselves never change.
        values.CopyTo(copy.values, 0);
        return copy;
    }

    /// <summary>Takes the values, or their absence, of the variants in the mask from another set.</summary>
    public void Take(IdentifierSet from, long mask)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (mask & (1L << i)) != 0 ? from.values[i] : values[i];
        }
    }

    /// <summary>Adds a value as the oldest; ignored if present already or if ten are.</summary>
    public void Add(string variantName, string value) => Add(Identifiers.Position(variantName), value);

    /// <summary>Replaces all values of the variant; an empty list removes it.</summary>
    public void Set(string variantName, IEnumerable<string> newValues)
    {
        var position = Identifiers.Position(variantName);
        values[position] = null;
        foreach (var value in newValues)
        {
            Add(position, value);
        }
    }

    /// <summary>Bit i is set if the i-th of <see cref="Identifiers.Variants"/> has a value.</summary>
    public long Mask()
    {
        var mask = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            mask |= values[i] is null ? 0 : 1L << i;
        }

        return mask;
    }

    /// <summary>128 bits of SHA-256 over all variants and values in order: equal sets have equal digests.</summary>
    public Guid Digest()
    {
        // Gathered first: many small pieces cost a hash function more than one large one.
        var text = new ArrayBufferWriter<byte>(1024);
        foreach (var i in ByName)
        {
            if (values[i] is not { } list)
            {
                continue;
            }

            text.Write(NameBytes[i]);
            foreach (var value in list)
            {
                text.Write(BeforeValue);
                Encoding.UTF8.GetBytes(value, text);
            }

            text.Write(AfterValues);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>By position of the variant.</summary>
    internal void Add(int position, string value)
    {
        var list = values[position];
        if (list is null)
        {
            values[position] = [value];
        }
        else if (list.Length < MaxValues && !list.Contains(value, StringComparer.Ordinal))
        {
            values[position] = [.. list, value];
        }
    }
}
