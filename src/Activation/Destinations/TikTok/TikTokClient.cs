using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.TikTok;

/// <summary>Calls to the Marketing API: authorization, errors and answers.</summary>
internal sealed class TikTokClient(DestinationHttp http, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    public async Task<PlatformReply<T>> SendAsync<T>(
        TikTokSettings settings, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        request.Headers.Add("Access-Token", settings.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await client.SendAsync(request, type, isComplete, r => TikTokErrors.Classify(r, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>A call whose answer says no more than that it was done.</summary>
    public async Task<DestinationResult> SendAsync(TikTokSettings settings, string path, HttpContent content, CancellationToken cancellationToken) =>
        (await SendAsync(settings, HttpMethod.Post, path, content, TikTokJson.Default.TikTokStatus, s => s.Code == 0, cancellationToken)).Result;
}
