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
    private const int MaxOnStack = 1024;

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
        var length = Values.Sum(v => Encoding.UTF8.GetByteCount(v.Key) + 1 + v.Value.Sum(value => 1 + Encoding.UTF8.GetByteCount(value)));
        var rented = length > MaxOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = rented is null ? stackalloc byte[MaxOnStack] : rented;
        var end = 0;
        foreach (var (name, values) in Values)
        {
            end += Encoding.UTF8.GetBytes(name, text[end..]);
            foreach (var value in values)
            {
                text[end++] = 0;
                end += Encoding.UTF8.GetBytes(value, text[end..]);
            }

            text[end++] = 1;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..end], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return new Guid(hash[..16], bigEndian: true);
    }
}
