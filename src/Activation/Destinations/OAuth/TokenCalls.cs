using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.OAuth;

/// <summary>Calls with an access token as bearer. A token that the platform refuses before its time is replaced once, and the call made again.</summary>
internal sealed class TokenCalls(DestinationHttp http, AccessTokens tokens)
{
    private readonly PlatformClient client = new(http);

    /// <param name="create">The call, anew for each attempt; without authorization.</param>
    /// <param name="classify">What a whole answer means; <see cref="DestinationOutcome.Reconnect"/> where the token is refused.</param>
    public Task<PlatformReply<T>> SendAsync<T>(
        TokenRequest token, Func<HttpRequestMessage> create, JsonTypeInfo<T> type, Func<T, bool> isComplete, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(
            token, create, r => client.SendAsync(r, type, isComplete, classify, cancellationToken), static r => r.Result,
            static f => new PlatformReply<T>(f, null, HttpReply.Failed(f)), cancellationToken);

    /// <summary>A call whose answer's body says nothing.</summary>
    public Task<DestinationResult> SendAsync(TokenRequest token, Func<HttpRequestMessage> create, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken) =>
        SendAsync(token, create, r => client.SendAsync(r, classify, cancellationToken), static r => r, static f => f, cancellationToken);

    /// <summary>Whether there is a token to be had.</summary>
    public async Task<DestinationResult> CheckAsync(TokenRequest token, CancellationToken cancellationToken)
    {
        var granted = await tokens.GetAsync(token, cancellationToken);
        return granted.Failure ?? DestinationResult.Success;
    }

    private async Task<T> SendAsync<T>(
        TokenRequest token, Func<HttpRequestMessage> create, Func<HttpRequestMessage, Task<T>> send, Func<T, DestinationResult> resultOf, Func<DestinationResult, T> fail, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var granted = await tokens.GetAsync(token, cancellationToken);
            if (granted.Failure is { } failure)
            {
                return fail(failure);
            }

            using var request = create();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", granted.Token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            var reply = await send(request);
            if (resultOf(reply).Outcome != DestinationOutcome.Reconnect)
            {
                return reply;
            }

            tokens.Forget(token);
            if (!isFirst)
            {
                return reply;
            }
        }
    }
}
