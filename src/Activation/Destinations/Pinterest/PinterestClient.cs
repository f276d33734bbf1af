using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Pinterest;

/// <summary>Calls to Pinterest's API: tokens, errors and answers.</summary>
internal sealed class PinterestClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        PinterestSettings settings, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        var token = await settings.Token.GetAsync(tokens, cancellationToken);
        if (token.Failure is { } failure)
        {
            return new PlatformReply<T>(failure, null, HttpReply.Failed(failure));
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var reply = await client.SendAsync(request, type, isComplete, r => PinterestErrors.Classify(r, time.GetUtcNow()), cancellationToken);
        if (reply.Result.Outcome == DestinationOutcome.Reconnect)
        {
            settings.Token.Forget(tokens);
        }

        return reply;
    }
}
