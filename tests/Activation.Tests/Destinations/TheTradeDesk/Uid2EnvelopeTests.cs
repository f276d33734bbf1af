using System.Buffers.Binary;
using System.Security.Cryptography;
using Activation.Destinations.TheTradeDesk;

namespace Activation.Tests.Destinations.TheTradeDesk;

/// <remarks>https://unifiedid.com/docs/getting-started/gs-encryption-decryption: the layouts of its tables, taken apart here byte by byte.</remarks>
public sealed class Uid2EnvelopeTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Seal_Json_HasVersionVectorTimeNonceAndTag()
    {
        var envelope = Convert.FromBase64String(Uid2Envelope.Seal(Key, Nonce, DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_600_000), "{}"u8));

        envelope.Length.ShouldBe(1 + 12 + 8 + 8 + 2 + 16);
        envelope[0].ShouldBe((byte)1);
        var plain = new byte[18];
        using var aes = new AesGcm(Key, 16);
        aes.Decrypt(envelope.AsSpan(1, 12), envelope.AsSpan(13, 18), envelope.AsSpan(31, 16), plain);
        BinaryPrimitives.ReadInt64BigEndian(plain).ShouldBe(1_735_689_600_000);
        plain[8..16].ShouldBe(Nonce);
        plain[16..].ShouldBe("{}"u8.ToArray());
    }

    [Fact]
    public void TryOpen_Answer_GivesItsJsonForItsNonceAndKeyAlone()
    {
        byte[] plain = [.. new byte[8], .. Nonce, .. "{}"u8];
        var envelope = new byte[12 + plain.Length + 16];
        using var aes = new AesGcm(Key, 16);
        aes.Encrypt(envelope.AsSpan(0, 12), plain, envelope.AsSpan(12, plain.Length), envelope.AsSpan(12 + plain.Length));
        var body = Convert.ToBase64String(envelope);

        Uid2Envelope.TryOpen(Key, Nonce, body, out var json).ShouldBeTrue();
        json.ShouldBe("{}"u8.ToArray());
        Uid2Envelope.TryOpen(Key, new byte[8], body, out _).ShouldBeFalse();
        Uid2Envelope.TryOpen(new byte[32], Nonce, body, out _).ShouldBeFalse();
        Uid2Envelope.TryOpen(Key, Nonce, "not base64", out _).ShouldBeFalse();
        Uid2Envelope.TryOpen(Key, Nonce, "AAAA", out _).ShouldBeFalse();
    }
}
