using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Reddit;

/// <summary>Calls to the Ads API. It says what went wrong by the HTTP status.</summary>
internal sealed class RedditClient(TokenCalls calls, TimeProvider time)
{
    /// <param name="body">JSON; null for none.</param>
    public Task<PlatformReply<T>> SendAsync<T>(
        RedditSettings settings, HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class =>
        calls.SendAsync(settings.Token, () => Request(settings, method, path, body), type, isComplete, Classify, cancellationToken);

    /// <summary>A call whose answer says no more than that it was done.</summary>
    public Task<DestinationResult> SendAsync(RedditSettings settings, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken) =>
        calls.SendAsync(settings.Token, () => Request(settings, method, path, body), Classify, cancellationToken);

    private static HttpRequestMessage Request(RedditSettings settings, HttpMethod method, string path, byte[]? body) =>
        new(method, settings.Address(path)) { Content = body is null ? null : PlatformClient.Json(body) };

    private DestinationResult Classify(HttpReply reply) => reply.Status switch
    {
        404 => new DestinationResult(DestinationOutcome.AudienceMissing, "http404", "The audience no longer exists at Reddit; it is made anew."),
        _ => StatusRules.Classify(reply, "Reddit", time.GetUtcNow()),
    };
}
