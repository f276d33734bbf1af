using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Amazon;

/// <summary>Calls to the Amazon Ads API. It says what went wrong by the HTTP status.</summary>
internal sealed class AmazonClient(TokenCalls calls, TimeProvider time)
{
    private static readonly MediaTypeHeaderValue AudiencesType = new("application/vnd.amcaudiences.v1+json");

    /// <param name="body">JSON; null for none.</param>
    public Task<PlatformReply<T>> SendAsync<T>(
        AmazonSettings settings, HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class =>
        calls.SendAsync(settings.Token, () => Request(settings, method, path, body), type, isComplete, Classify, cancellationToken);

    /// <summary>Whether the credentials are good: any user of Amazon Ads may list their profiles.</summary>
    public Task<DestinationResult> CheckAsync(AmazonSettings settings, CancellationToken cancellationToken) =>
        calls.SendAsync(settings.Token, () => Request(settings, HttpMethod.Get, "v2/profiles", null), Classify, cancellationToken);

    private static HttpRequestMessage Request(AmazonSettings settings, HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, settings.Address(path)) { Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = AudiencesType } } };
        request.Headers.Add("Amazon-Advertising-API-ClientId", settings.ClientId);
        return request;
    }

    private DestinationResult Classify(HttpReply reply) => reply.Status switch
    {
        404 => new DestinationResult(DestinationOutcome.AudienceMissing, "http404", "The audience no longer exists at Amazon; it is made anew."),
        501 => new DestinationResult(DestinationOutcome.Stop, "http501", "Amazon does not offer this in the region. Check the destination's region."),
        _ => StatusRules.Classify(reply, "Amazon", time.GetUtcNow()),
    };
}
