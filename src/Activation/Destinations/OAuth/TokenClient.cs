using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.OAuth;

/// <summary>Calls to a platform that speaks JSON and takes an access token. A token that is refused before its time is fetched anew, once.</summary>
internal sealed class TokenClient(DestinationHttp http, AccessTokens tokens)
{
    private readonly PlatformClient client = new(http);

    /// <param name="token">How to get the access token.</param>
    /// <param name="request">Makes the call, without its authorization; called again for a second attempt.</param>
    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    /// <param name="classify">What a whole answer means; <see cref="DestinationOutcome.Reconnect"/> of a token that is refused.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        TokenRequest token, Func<HttpRequestMessage> request, JsonTypeInfo<T> type, Func<T, bool> isComplete, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var granted = await tokens.GetAsync(token, cancellationToken);
            if (granted.Failure is { } failure)
            {
                return new PlatformReply<T>(failure, null, HttpReply.Failed(failure));
            }

            using var message = request();
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", granted.Token);
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            var reply = await client.SendAsync(message, type, isComplete, classify, cancellationToken);
            if (reply.Result.Outcome != DestinationOutcome.Reconnect || attempt == 2)
            {
                return reply;
            }

            tokens.Forget(token);
        }
    }

    /// <summary>Whether there is a token to be had.</summary>
    public async Task<DestinationResult> CheckAsync(TokenRequest token, CancellationToken cancellationToken)
    {
        var granted = await tokens.GetAsync(token, cancellationToken);
        return granted.Failure ?? DestinationResult.Success;
    }
}
