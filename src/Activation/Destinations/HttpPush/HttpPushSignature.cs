using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.HttpPush;

/// <summary>
/// The signature of a request: base64 of the HMAC-SHA256 of `{X-Timestamp}.{body}`, or of the body alone as Audience Manager signs. During a change of keys the header has
/// two, separated by a comma: that of the new key, then that of the old one.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/digitally-signed-http-requests</remarks>
internal static class HttpPushSignature
{
    public const string TimestampAndBody = "timestampAndBody";
    public const string Body = "body";

    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <param name="timestamp">Null signs the body alone.</param>
    public static string Sign(IReadOnlyList<byte[]> keys, string? timestamp, byte[] body) => string.Join(", ", keys.Select(k => Sign(k, timestamp, body)));

    private static string Sign(byte[] key, string? timestamp, byte[] body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        if (timestamp is not null)
        {
            hmac.AppendData(Encoding.UTF8.GetBytes($"{timestamp}."));
        }

        hmac.AppendData(body);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
