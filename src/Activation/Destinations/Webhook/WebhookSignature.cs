using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Webhook;

/// <summary>
/// `X-Signature: sha256={hex}` is the HMAC-SHA256 of `{X-Timestamp}.{body}`, byte for byte, with the signing secret; the timestamp is in seconds since
/// 1970 and signed too, so that a receiver can refuse what was recorded and sent again.
/// </summary>
internal static class WebhookSignature
{
    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static string Sign(byte[] key, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{timestamp}."));
        hmac.AppendData(body);
        return $"sha256={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
