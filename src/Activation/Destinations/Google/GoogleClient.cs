using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>Calls to the Data Manager API: access token, errors and answers.</summary>
internal sealed class GoogleClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        GoogleSettings settings, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        var token = await tokens.GetAsync(settings.Token, cancellationToken);
        if (token.Failure is { } failure)
        {
            return new PlatformReply<T>(failure, null, HttpReply.Failed(failure));
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        // Calls about lists name the manager account in a header, calls about members in their body.
        if (settings.Login is { } login && path.StartsWith("accountTypes/", StringComparison.Ordinal))
        {
            request.Headers.Add("login-account", login.Path);
        }

        var reply = await client.SendAsync(request, type, isComplete, r => GoogleErrors.Classify(r, time.GetUtcNow()), cancellationToken);
        if (reply.Result.Outcome == DestinationOutcome.Reconnect)
        {
            tokens.Forget(settings.Token);
        }

        return reply;
    }
}
