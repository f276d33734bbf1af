using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Profiles;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>Gets raw UID2s for hashed emails and phone numbers, one call after the other.</summary>
/// <remarks>https://unifiedid.com/docs/endpoints/post-identity-map</remarks>
internal sealed class Uid2Client(DestinationHttp http, TimeProvider time)
{
    /// <summary>Of a call.</summary>
    private const int MaxHashes = 5_000;

    /// <returns>By the hash in hex, of emails and phone numbers; or why there are none.</returns>
    public async Task<(DestinationResult Result, IReadOnlyDictionary<string, Uid2Mapping> Mappings)> MapAsync(Uid2Settings settings, IReadOnlyList<MemberRow> members, CancellationToken cancellationToken)
    {
        var hashes = members.SelectMany(m => m[Identifiers.Email].Select(h => (Hash: h, IsEmail: true)).Concat(m[Identifiers.Phone].Select(h => (Hash: h, IsEmail: false)))).Distinct().ToList();
        var mappings = new Dictionary<string, Uid2Mapping>(StringComparer.Ordinal);
        foreach (var chunk in hashes.Chunk(MaxHashes))
        {
            string[] emails = [.. chunk.Where(c => c.IsEmail).Select(c => c.Hash)];
            string[] phones = [.. chunk.Where(c => !c.IsEmail).Select(c => c.Hash)];
            var (result, body) = await CallAsync(settings, new Uid2Request([.. emails.Select(Base64)], [.. phones.Select(Base64)]), cancellationToken);
            if (result.Outcome != DestinationOutcome.Success || body is null)
            {
                return (result, mappings);
            }

            if (!Add(mappings, emails, body.EmailHash) || !Add(mappings, phones, body.PhoneHash))
            {
                return (Unreadable, mappings);
            }
        }

        return (DestinationResult.Success, mappings);
    }

    private async Task<(DestinationResult Result, Uid2Body? Body)> CallAsync(Uid2Settings settings, Uid2Request hashes, CancellationToken cancellationToken)
    {
        var nonce = RandomNumberGenerator.GetBytes(8);
        var envelope = Uid2Envelope.Seal(settings.Key, nonce, time.GetUtcNow(), JsonSerializer.SerializeToUtf8Bytes(hashes, Uid2Json.Default.Uid2Request));
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new StringContent(envelope, Encoding.ASCII, "text/plain") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
        var reply = await http.SendAsync(request, cancellationToken);
        var result = reply.Failure ?? Classify(reply);
        return result.Outcome != DestinationOutcome.Success ? (result, null)
            : Uid2Envelope.TryOpen(settings.Key, nonce, Encoding.ASCII.GetString(reply.Body), out var json)
                && PlatformClient.Read(json, Uid2Json.Default.Uid2Answer) is { Status: "success", Body: { } body } ? (result, body)
            : (Unreadable, null);
    }

    private DestinationResult Classify(HttpReply reply) => reply.Status switch
    {
        400 => new DestinationResult(DestinationOutcome.Stop, "uid2ClientError", "UID2 could not read the request. Check uid2ApiKey and uid2ClientSecret: they belong together."),
        401 => new DestinationResult(DestinationOutcome.Reconnect, "uid2Unauthorized", "UID2 refused the API key. Set the destination's uid2ApiKey and uid2ClientSecret, and have the key admitted to identity mapping."),
        _ => StatusRules.Classify(reply, "UID2", time.GetUtcNow()),
    };

    private static bool Add(Dictionary<string, Uid2Mapping> mappings, string[] hashes, IReadOnlyList<Uid2Mapping>? mapped)
    {
        if ((mapped?.Count ?? 0) != hashes.Length)
        {
            return false;
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            mappings[hashes[i]] = mapped?[i] ?? new Uid2Mapping(null, null, null);
        }

        return true;
    }

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));

    private static DestinationResult Unreadable => new(DestinationOutcome.Retry, "uid2Unreadable", "UID2's answer could not be read; the call is tried again.");
}

/// <summary>Where raw UID2s come from. Not a record: it holds the client secret.</summary>
internal sealed class Uid2Settings(Uri address, string apiKey, byte[] key)
{
    public const string DefaultBaseUrl = "https://prod.uidapi.com";

    public Uri Address => address;

    public string ApiKey => apiKey;

    public byte[] Key => key;

    /// <summary>Null if the destination has no UID2 account.</summary>
    /// <exception cref="ProblemException">400 if it has half of one.</exception>
    public static Uid2Settings? Of(DestinationAccount account)
    {
        var apiKey = account.Secret.GetValueOrDefault("uid2ApiKey");
        var clientSecret = account.Secret.GetValueOrDefault("uid2ClientSecret");
        var root = AccountValidation.Address(account, "uid2BaseUrl", DefaultBaseUrl);
        if (string.IsNullOrEmpty(apiKey) && string.IsNullOrEmpty(clientSecret))
        {
            return null;
        }

        var secret = AccountValidation.Secret(account, "uid2ClientSecret");
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, bytes, out var length) && length == Uid2Envelope.KeyBytes
            ? new Uid2Settings(new Uri($"{root.AbsoluteUri.TrimEnd('/')}/v3/identity/map"), AccountValidation.Secret(account, "uid2ApiKey"), bytes[..length])
            : throw ProblemException.Invalid("invalidDestination", "secret.uid2ClientSecret", "secret.uid2ClientSecret must be 32 bytes in base64, as UID2 gave it.");
    }
}
