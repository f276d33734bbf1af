using System.Net.Http.Headers;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.MicrosoftAds;

/// <summary>Calls to the Campaign Management API in JSON: tokens, errors and answers.</summary>
/// <remarks>https://learn.microsoft.com/en-us/advertising/guides/get-started?view=bingads-13</remarks>
internal sealed class MicrosoftAdsClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<PlatformReply<MicrosoftAdsReply>> SendAsync(
        MicrosoftAdsSettings settings, HttpMethod method, string path, HttpContent content, Func<MicrosoftAdsReply, bool> isComplete, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        var token = await tokens.GetAsync(settings.Token, cancellationToken);
        if (token.Failure is { } failure)
        {
            return new PlatformReply<MicrosoftAdsReply>(failure, null, HttpReply.Failed(failure));
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("DeveloperToken", settings.DeveloperToken);
        request.Headers.Add("CustomerId", settings.CustomerId);
        request.Headers.Add("CustomerAccountId", settings.AccountId);
        var reply = await client.SendAsync(request, MicrosoftAdsJson.Default.MicrosoftAdsReply, isComplete, r => MicrosoftAdsErrors.Classify(r, time.GetUtcNow()), cancellationToken);
        if (reply.Result.Outcome == DestinationOutcome.Reconnect)
        {
            tokens.Forget(settings.Token);
        }

        return reply;
    }
}
