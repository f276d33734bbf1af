using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Profiles;

/// <summary>The digest of an <see cref="IdentifierSet"/>, which is stored.</summary>
internal static class IdentifierDigest
{
    /// <summary>The variants in the order of their names, which digests go by; so a variant that is appended changes none of a set that lacks it.</summary>
    public static readonly int[] ByName = [.. Enumerable.Range(0, Identifiers.Variants.Count).OrderBy(i => Identifiers.Variants[i].Name, StringComparer.Ordinal)];

    private static readonly byte[][] NameBytes = [.. Identifiers.Variants.Select(v => Encoding.UTF8.GetBytes(v.Name))];

    private static ReadOnlySpan<byte> BeforeValue => [0];

    private static ReadOnlySpan<byte> AfterValues => [1];

    /// <summary>128 bits of SHA-256 over all variants and values in order: equal sets have equal digests.</summary>
    public static Guid Of(IdentifierSet set)
    {
        // Gathered first: many small pieces cost a hash function more than one large one.
        var text = new ArrayBufferWriter<byte>(1024);
        foreach (var position in ByName)
        {
            var values = set.Values(position);
            if (values.IsEmpty)
            {
                continue;
            }

            text.Write(NameBytes[position]);
            foreach (ref readonly var value in values)
            {
                text.Write(BeforeValue);
                if (value.Text is { } known)
                {
                    Encoding.UTF8.GetBytes(known, text);
                }
                else
                {
                    Convert.TryToHexStringLower(IdentifierValue.HashOf(in value), text.GetSpan(2 * IdentifierValue.HashBytes), out var written);
                    text.Advance(written);
                }
            }

            text.Write(AfterValues);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
