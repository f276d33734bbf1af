using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations;

/// <summary>
/// The identifiers of one member as a destination gets them, in the form in which it wants them (already hashed where it wants hashes).
/// What is sent is kept in the ledger, so that a remove can name exactly what was added.
/// </summary>
/// <param name="Values">Identifier name to its values (one or several), in the order in which the sync sends them; no empty entries.</param>
public sealed record MemberRow(ProfileId Profile, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Values)
{
    /// <summary>What is sent along; not part of <see cref="Digest"/>.</summary>
    public Enrichment Enrichment { get; init; } = Enrichment.None;

    public IReadOnlyList<string> this[string identifier]
    {
        get
        {
            foreach (var (name, values) in Values)
            {
                if (name == identifier)
                {
                    return values;
                }
            }

            return [];
        }
    }

    /// <summary>128 bits of SHA-256 over names and values: equal rows have equal digests.</summary>
    public Guid Digest()
    {
        // Gathered first: many small pieces cost a hash function more than one large one.
        var text = new ArrayBufferWriter<byte>(512);
        foreach (var (name, values) in Values)
        {
            Encoding.UTF8.GetBytes(name, text);
            foreach (var value in values)
            {
                text.Write("\0"u8);
                Encoding.UTF8.GetBytes(value, text);
            }

            text.Write("\u0001"u8);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
