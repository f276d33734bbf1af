using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Governance.Privacy;

/// <summary>
/// One version of the key of the suppression list. An identifier is stored as its HMAC-SHA256 alone: without the key it can neither be tried against guesses nor
/// joined to a hash that is stored elsewhere.
/// </summary>
internal sealed class SuppressionKey
{
    private readonly byte[] key;

    /// <param name="secret">What the key is derived from, so that it is of no use for anything else.</param>
    public SuppressionKey(int version, byte[] secret)
    {
        Version = version;
        var info = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"activation/suppression/v{version}"));
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SuppressionHash.Bytes, info: info);
    }

    public int Version { get; }

    /// <summary>Tells whether a key is the one that entries were made with.</summary>
    public string Check => Convert.ToHexStringLower(HMACSHA256.HashData(key, "check"u8).AsSpan(0, 8));

    public SuppressionHash Of(StrongValue value)
    {
        var variant = value.Variant.Name;
        var length = Encoding.UTF8.GetMaxByteCount(variant.Length + 1 + value.Text.Length);
        var bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        var written = Encoding.UTF8.GetBytes(variant, bytes);
        bytes[written++] = 0;
        written += Encoding.UTF8.GetBytes(value.Text, bytes[written..]);
        Span<byte> hash = stackalloc byte[SuppressionHash.Bytes];
        HMACSHA256.HashData(key, bytes[..written], hash);
        return SuppressionHash.Read(hash);
    }
}
