using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.Meta;

/// <summary>Calls to the Graph API: authorization, errors and answers.</summary>
internal sealed class MetaClient(DestinationHttp http, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        MetaAccess settings, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await client.SendAsync(request, type, isComplete, Classify, cancellationToken);
    }

    /// <summary>An error may come with any status, 200 included.</summary>
    private DestinationResult Classify(HttpReply reply)
    {
        var error = PlatformClient.Read(reply.Body, MetaJson.Default.MetaErrorEnvelope)?.Error;
        return !reply.IsSuccess || error is not null
            ? MetaErrors.Classify(reply.Status, error, MetaWait.Of(reply, time.GetUtcNow()))
            : DestinationResult.Success with { Wait = MetaWait.AfterSuccess(reply) };
    }
}
