using System.Security.Cryptography;
using System.Text;

namespace Activation;

/// <summary>
/// One person. 128 bits of SHA-256 over the strongest identifier of the row that made the profile, so that the same
/// person gets the same id on every host and in every import, without a look-up. Written as 32 lowercase hex digits.
/// </summary>
public readonly record struct ProfileId(Guid Value) : IComparable<ProfileId>
{
    /// <summary>Number of shards of the profile table and of the snapshot: the first hex digit of the id.</summary>
    public const int ShardCount = 16;

    /// <summary>The id of the customer with this customer id; the id is used byte for byte.</summary>
    public static ProfileId ForCustomer(string customerId) => Digest("customer:", customerId);

    /// <summary>The id of a profile that is known by an identifier only (`email`, `phone`, …) and the value of its plain variant.</summary>
    public static ProfileId ForIdentifier(string identifierName, string variantValue) => Digest(identifierName + ":", variantValue);

    /// <summary>0 to 15: the first hex digit.</summary>
    public int Shard
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return bytes[0] >> 4;
        }
    }

    /// <summary>The partition key of the profile's entities: one lowercase hex digit.</summary>
    public string PartitionKey => PartitionKeyOf(Shard);

    public static string PartitionKeyOf(int shard) => "0123456789abcdef".Substring(shard, 1);

    public static bool TryParse(string? text, out ProfileId id)
    {
        id = default;
        if (text is not { Length: 32 } || !Guid.TryParseExact(text, "N", out var value))
        {
            return false;
        }

        id = new ProfileId(value);
        return true;
    }

    public int CompareTo(ProfileId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Value.ToString("N");

    private static ProfileId Digest(string kind, string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(kind.Length + value.Length);
        var utf8 = length <= 512 ? stackalloc byte[512] : new byte[length];
        var written = Encoding.UTF8.GetBytes(kind, utf8);
        written += Encoding.UTF8.GetBytes(value, utf8[written..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(utf8[..written], hash);
        return new ProfileId(new Guid(hash[..16], bigEndian: true));
    }

    public static bool operator <(ProfileId left, ProfileId right) => left.CompareTo(right) < 0;
    public static bool operator >(ProfileId left, ProfileId right) => left.CompareTo(right) > 0;
    public static bool operator <=(ProfileId left, ProfileId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ProfileId left, ProfileId right) => left.CompareTo(right) >= 0;
}
