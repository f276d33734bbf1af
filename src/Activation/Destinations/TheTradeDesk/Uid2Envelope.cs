using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>How UID2 wants its requests encrypted, and how its answers come: AES-GCM over time, nonce and JSON.</summary>
/// <remarks>https://unifiedid.com/docs/getting-started/gs-encryption-decryption</remarks>
internal static class Uid2Envelope
{
    public const int KeyBytes = 32;

    private const byte Version = 1;
    private const int VectorBytes = 12;
    private const int TagBytes = 16;
    private const int TimeBytes = 8;
    private const int NonceBytes = 8;
    private const int HeadBytes = TimeBytes + NonceBytes;

    /// <param name="nonce">Eight bytes that the answer repeats.</param>
    /// <returns>The request's body, in base64.</returns>
    public static string Seal(byte[] key, byte[] nonce, DateTimeOffset now, ReadOnlySpan<byte> json)
    {
        var plain = new byte[HeadBytes + json.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, now.ToUnixTimeMilliseconds());
        nonce.CopyTo(plain, TimeBytes);
        json.CopyTo(plain.AsSpan(HeadBytes));

        var envelope = new byte[1 + VectorBytes + plain.Length + TagBytes];
        envelope[0] = Version;
        var vector = envelope.AsSpan(1, VectorBytes);
        RandomNumberGenerator.Fill(vector);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(vector, plain, envelope.AsSpan(1 + VectorBytes, plain.Length), envelope.AsSpan(envelope.Length - TagBytes));
        return Convert.ToBase64String(envelope);
    }

    /// <summary>False if the answer is none of the request with this nonce, or not for this key.</summary>
    public static bool TryOpen(byte[] key, byte[] nonce, string body, [NotNullWhen(true)] out byte[]? json)
    {
        json = null;
        var envelope = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, envelope, out var length) || length < VectorBytes + HeadBytes + TagBytes)
        {
            return false;
        }

        var plain = new byte[length - VectorBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(envelope.AsSpan(0, VectorBytes), envelope.AsSpan(VectorBytes, plain.Length), envelope.AsSpan(length - TagBytes, TagBytes), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        json = plain.AsSpan(TimeBytes, NonceBytes).SequenceEqual(nonce) ? plain[HeadBytes..] : null;
        return json is not null;
    }
}
