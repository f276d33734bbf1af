using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>A UID2 operator's mapping of hashed emails and phone numbers. A UID2 of the sandbox is SHA-256 of the hash; the hash of <see cref="OptedOut"/> has opted out.</summary>
/// <remarks>https://unifiedid.com/docs/endpoints/post-identity-map and https://unifiedid.com/docs/getting-started/gs-encryption-decryption</remarks>
internal static class Uid2Operator
{
    public const string ApiKey = "sandbox-uid2-key";
    public const string OptedOut = "optout@example.com";

    private const int VectorBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 16;
    private const int MaxBytes = 1024 * 1024;
    private const int MaxHashes = 5_000;

    /// <summary>The client secret: 32 bytes.</summary>
    public static byte[] Secret { get; } = SHA256.HashData("sandbox-uid2-secret"u8);

    public static SandboxReply Map(DoubleRequest request)
    {
        if (request.Bearer != ApiKey)
        {
            return new SandboxReply(401, new JsonObject { ["status"] = "unauthorized" });
        }

        if (request.Body.Length > MaxBytes || Open(request.Body) is not { } plain)
        {
            return ClientError;
        }

        using var json = JsonDocument.Parse(plain.AsMemory(HeadBytes));
        string[] fields = ["email_hash", "phone_hash"];
        if (!json.RootElement.Has([], fields) || fields.Sum(f => json.RootElement.Items(f).Count) is 0 or > MaxHashes)
        {
            return ClientError;
        }

        var answer = new JsonObject { ["body"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f, (JsonNode?)new JsonArray([.. json.RootElement.Items(f).Select(Find)])))), ["status"] = "success" };
        return new SandboxReply(200, null) { Text = Seal([.. plain.AsSpan(0, HeadBytes), .. Encoding.UTF8.GetBytes(answer.ToJsonString())]), ContentType = "text/plain" };
    }

    private static SandboxReply ClientError => new(400, new JsonObject { ["status"] = "client_error" });

    private static JsonNode Find(JsonElement hash)
    {
        var bytes = new byte[64];
        return hash.ValueKind != JsonValueKind.String || !Convert.TryFromBase64String(hash.GetString() ?? "", bytes, out var length) || length != SHA256.HashSizeInBytes ? new JsonObject { ["e"] = "invalid identifier" }
            : bytes.AsSpan(0, length).SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(OptedOut))) ? new JsonObject { ["e"] = "optout" }
            : new JsonObject { ["u"] = Convert.ToBase64String(SHA256.HashData(bytes.AsSpan(0, length))), ["p"] = Convert.ToBase64String(SHA256.HashData([.. bytes.AsSpan(0, length), 0])), ["r"] = 1_735_689_600_000 };
    }

    private static byte[]? Open(byte[] body)
    {
        var envelope = new byte[body.Length];
        if (!Convert.TryFromBase64String(Encoding.ASCII.GetString(body), envelope, out var length) || length < 1 + VectorBytes + HeadBytes + TagBytes || envelope[0] != 1)
        {
            return null;
        }

        var plain = new byte[length - 1 - VectorBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(Secret, TagBytes);
            aes.Decrypt(envelope.AsSpan(1, VectorBytes), envelope.AsSpan(1 + VectorBytes, plain.Length), envelope.AsSpan(length - TagBytes, TagBytes), plain);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static string Seal(byte[] plain)
    {
        var envelope = new byte[VectorBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(envelope.AsSpan(0, VectorBytes));
        using var aes = new AesGcm(Secret, TagBytes);
        aes.Encrypt(envelope.AsSpan(0, VectorBytes), plain, envelope.AsSpan(VectorBytes, plain.Length), envelope.AsSpan(envelope.Length - TagBytes));
        return Convert.ToBase64String(envelope);
    }
}
