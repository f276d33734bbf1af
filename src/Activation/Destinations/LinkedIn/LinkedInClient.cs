using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.LinkedIn;

/// <summary>Calls to LinkedIn's versioned API: tokens, versions, errors and answers.</summary>
/// <remarks>https://learn.microsoft.com/en-us/linkedin/marketing/versioning</remarks>
internal sealed class LinkedInClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="method">The Rest.li method, where the HTTP method does not say it: `BATCH_CREATE`.</param>
    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        LinkedInSettings settings, HttpMethod verb, string path, string? method, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        var (request, failure) = await RequestAsync(settings, verb, path, method, content, cancellationToken);
        using (request)
        {
            return failure is not null
                ? new PlatformReply<T>(failure, null, HttpReply.Failed(failure))
                : await client.SendAsync(request, type, isComplete, r => Classify(settings, r), cancellationToken);
        }
    }

    /// <summary>For calls whose answer has no body; what they made is in the header `x-restli-id`.</summary>
    public async Task<(DestinationResult Result, string? Id)> SendAsync(LinkedInSettings settings, HttpMethod verb, string path, string? method, HttpContent? content, CancellationToken cancellationToken)
    {
        var (request, failure) = await RequestAsync(settings, verb, path, method, content, cancellationToken);
        using (request)
        {
            if (failure is not null)
            {
                return (failure, null);
            }

            var reply = await http.SendAsync(request, cancellationToken);
            return (reply.Failure ?? Classify(settings, reply), Header(reply, "x-restli-id") ?? Header(reply, "x-linkedin-id"));
        }
    }

    private async Task<(HttpRequestMessage Request, DestinationResult? Failure)> RequestAsync(
        LinkedInSettings settings, HttpMethod verb, string path, string? method, HttpContent? content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(verb, settings.Address(path)) { Content = content };
        var token = await settings.Token.GetAsync(tokens, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("LinkedIn-Version", settings.Version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        if (method is not null)
        {
            request.Headers.Add("X-RestLi-Method", method);
        }

        return (request, token.Failure);
    }

    private DestinationResult Classify(LinkedInSettings settings, HttpReply reply)
    {
        var result = LinkedInErrors.Classify(reply, time.GetUtcNow());
        if (result.Outcome == DestinationOutcome.Reconnect)
        {
            settings.Token.Forget(tokens);
        }

        return result;
    }

    private static string? Header(HttpReply reply, string name) => reply.Headers is { } headers && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
