using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>The one service account that the stand-in knows; its key is made anew with each process.</summary>
/// <remarks>https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests</remarks>
internal static class GoogleAssertion
{
    private const string Email = "activation@sandbox-project.iam.gserviceaccount.com";

    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    /// <summary>The account's key file as one line of JSON.</summary>
    public static string KeyFile => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = "sandbox-project",
        ["private_key_id"] = "sandbox-key",
        ["private_key"] = Key.Value.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = Email,
    }.ToJsonString();

    public static bool IsGood(string assertion)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature])
        {
            return false;
        }

        var (head, body) = (Read(header), Read(claims));
        return head.Text("alg") == "RS256" && head.Text("typ") == "JWT"
            && body.Has(["iss", "scope", "aud", "iat", "exp"])
            && body.Text("iss") == Email
            && body.Text("scope") == "https://www.googleapis.com/auth/datamanager"
            && body.Text("aud") is { } audience && (audience.EndsWith("/google/token", StringComparison.Ordinal) || audience.EndsWith("/googlemobile/token", StringComparison.Ordinal))
            && body.Field("exp").GetInt64() - body.Field("iat").GetInt64() is > 0 and <= 3600
            && Key.Value.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement Read(string part)
    {
        try
        {
            return JsonElement.Parse(Base64Url.DecodeFromChars(part));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return default;
        }
    }
}
