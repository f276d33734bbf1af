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

    private readonly SortedDictionary<string, List<string>> values = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> VariantNames => values.Keys;

    public bool IsEmpty => values.Count == 0;

    public IReadOnlyList<string> this[string variantName] => values.TryGetValue(variantName, out var list) ? list : [];

    /// <summary>Adds a value as the oldest; ignored if present already or if ten are.</summary>
    public void Add(string variantName, string value)
    {
        if (!values.TryGetValue(variantName, out var list))
        {
            values[variantName] = list = [];
        }

        if (list.Count < MaxValues && !list.Contains(value, StringComparer.Ordinal))
        {
            list.Add(value);
        }
    }

    /// <summary>Replaces all values of the variant; an empty list removes it.</summary>
    public void Set(string variantName, IEnumerable<string> newValues)
    {
        values.Remove(variantName);
        foreach (var value in newValues)
        {
            Add(variantName, value);
        }
    }

    /// <summary>Bit i is set if the i-th of <see cref="Identifiers.Variants"/> has a value.</summary>
    public long Mask()
    {
        var mask = 0L;
        for (var i = 0; i < Identifiers.Variants.Count; i++)
        {
            if (values.ContainsKey(Identifiers.Variants[i].Name))
            {
                mask |= 1L << i;
            }
        }

        return mask;
    }

    /// <summary>128 bits of SHA-256 over all variants and values in order: equal sets have equal digests.</summary>
    public Guid Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, list) in values)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            foreach (var value in list)
            {
                hash.AppendData([0]);
                hash.AppendData(Encoding.UTF8.GetBytes(value));
            }

            hash.AppendData([1]);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }
}
