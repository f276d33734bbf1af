using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations.Meta;

/// <summary>Calls to the Graph API: authorization, errors and answers.</summary>
internal sealed class MetaClient(DestinationHttp http, TimeProvider time)
{
    /// <summary>Makes one call and reads its answer strictly: an answer that cannot be read counts as lost.</summary>
    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    public async Task<MetaReply<T>> SendAsync<T>(
        MetaSettings settings, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, settings.Address(path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var reply = await http.SendAsync(request, cancellationToken);
        if (reply.Failure is { } failure)
        {
            return new MetaReply<T>(failure, null);
        }

        var error = Read(reply.Body, MetaJson.Default.MetaErrorEnvelope)?.Error;
        if (!reply.IsSuccess || error is not null)
        {
            return new MetaReply<T>(MetaErrors.Classify(reply.Status, error, MetaWait.Of(reply, time.GetUtcNow())), null);
        }

        return Read(reply.Body, type) is { } value && isComplete(value)
            ? new MetaReply<T>(DestinationResult.Success with { Wait = MetaWait.AfterSuccess(reply) }, value)
            : new MetaReply<T>(new DestinationResult(DestinationOutcome.Retry, "unreadableResponse", "Meta's answer could not be read, so it is not known whether the call was applied; it is tried again."), null);
    }

    public static HttpContent Json<T>(T body, JsonTypeInfo<T> type) => MetaUsersBody.Content(JsonSerializer.SerializeToUtf8Bytes(body, type));

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Value">The answer; set exactly on success.</param>
internal sealed record MetaReply<T>(DestinationResult Result, T? Value)
    where T : class;
