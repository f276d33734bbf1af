using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.AzureMessaging;

/// <summary>`SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…`: HMAC-SHA256 over the encoded address and the time at which it ends, in seconds since 1970.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/eventhub/generate-sas-token</remarks>
internal static class SharedAccessSignature
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static string Create(Uri resource, string keyName, string key, DateTimeOffset now)
    {
        var address = Uri.EscapeDataString(resource.AbsoluteUri);
        var end = (now + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{address}\n{end}")));
        return $"sr={address}&sig={Uri.EscapeDataString(signature)}&se={end}&skn={Uri.EscapeDataString(keyName)}";
    }
}
