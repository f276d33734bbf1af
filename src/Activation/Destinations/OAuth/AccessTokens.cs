using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;

namespace Activation.Destinations.OAuth;

/// <summary>
/// Gets access tokens and keeps them in memory until shortly before they expire. Thread-safe: who asks while a token is fetched waits for that one.
/// </summary>
/// <param name="keeper">Is given the new refresh tokens; null: they are let go.</param>
/// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-5</remarks>
internal sealed class AccessTokens(DestinationHttp http, TimeProvider time, IRefreshTokenKeeper? keeper = null)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly PlatformClient client = new(http);
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public async Task<TokenReply> GetAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(request.Key, static _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (entry.Token is { } known && time.GetUtcNow() < entry.RenewAt)
            {
                return new TokenReply(known, null);
            }

            using var message = new HttpRequestMessage(HttpMethod.Post, request.Address) { Content = request.Content(time.GetUtcNow()) };
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            message.Headers.Authorization = request.Basic;
            var reply = await client.SendAsync(message, TokenJson.Default.TokenAnswer, static a => a.AccessToken is { Length: > 0 }, r => Classify(r, request.Platform), cancellationToken);
            if (reply.Value?.AccessToken is not { } token)
            {
                return new TokenReply(null, reply.Result);
            }

            var life = TimeSpan.FromSeconds(Math.Clamp(reply.Value.ExpiresIn ?? 300, 1, 86_400));
            entry.Token = token;
            entry.RenewAt = time.GetUtcNow() + (life > 2 * Margin ? life - Margin : life / 2);
            if (keeper is not null && request is { Place: { } place, RefreshToken: { } shown } && reply.Value.RefreshToken is { Length: > 0 } given && given != shown)
            {
                await keeper.KeepAsync(place, shown, given, cancellationToken);
            }

            return new TokenReply(token, null);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>To be called when the platform refuses a token before its time: the next call gets another.</summary>
    public void Forget(TokenRequest request)
    {
        if (entries.TryGetValue(request.Key, out var entry))
        {
            entry.Token = null;
        }
    }

    private DestinationResult Classify(HttpReply reply, string platform)
    {
        var error = reply.IsSuccess ? null : PlatformClient.Read(reply.Body, TokenJson.Default.TokenAnswer)?.Error;
        return error is "invalid_grant" or "invalid_client" or "unauthorized_client" or "access_denied" || reply.Status is 401 or 403
            ? new DestinationResult(DestinationOutcome.Reconnect, error ?? $"http{reply.Status}", $"{platform} gives no access token for these credentials. Connect the account again and set the destination's secret.")
            : reply.Status == 400
                ? new DestinationResult(DestinationOutcome.Stop, error ?? "http400", $"{platform} refused the request for an access token as invalid. Check the destination's settings and secret.")
                : StatusRules.Classify(reply, platform, time.GetUtcNow(), error);
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset RenewAt { get; set; }
    }
}

/// <summary>An access token, or why there is none. Not a record: it holds the token.</summary>
internal sealed class TokenReply(string? token, DestinationResult? failure)
{
    public string? Token => token;

    public DestinationResult? Failure => failure;
}

internal sealed class TokenAnswer
{
    public string? AccessToken { get; set; }

    public string? RefreshToken { get; set; }

    public int? ExpiresIn { get; set; }

    public string? Error { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenJson : JsonSerializerContext;
