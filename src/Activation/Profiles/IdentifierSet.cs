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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var i in Filled())
        {
            hash.AppendData(NameBytes[i]);
            foreach (var value in values[i] ?? [])
            {
                hash.AppendData([0]);
                hash.AppendData(Encoding.UTF8.GetBytes(value));
            }

            hash.AppendData([1]);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }

    private void Add(int position, string value)
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
