using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.X;

/// <summary>Calls to the Ads API: signature, errors and answers.</summary>
internal sealed class XClient(DestinationHttp http, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="path">Below the ads account; what is created or changed is said in the query.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        XSettings settings, HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = body is null ? null : PlatformClient.Json(body) };
        request.Headers.Authorization = settings.Signer.Sign(method, settings.Address(path), Guid.NewGuid().ToString("N"), time.GetUtcNow());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await client.SendAsync(request, type, isComplete, r => XErrors.Classify(r, time.GetUtcNow()), cancellationToken);
    }
}
