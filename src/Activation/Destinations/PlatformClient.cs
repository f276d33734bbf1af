using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Activation.Destinations;

/// <summary>Calls to a platform that speaks JSON.</summary>
internal sealed class PlatformClient(DestinationHttp http)
{
    /// <summary>Makes one call and reads its answer strictly: an answer that cannot be read counts as lost.</summary>
    /// <param name="type">Of the answer; null if there is nothing in it to read.</param>
    /// <param name="isComplete">Whether the answer holds what the caller needs.</param>
    /// <param name="classify">What a whole answer means, by the platform's own rules; success lets its body be read.</param>
    public async Task<PlatformReply<T>> SendAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, Func<T, bool> isComplete, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await http.SendAsync(request, cancellationToken);
        if (reply.Failure is { } failure)
        {
            return new PlatformReply<T>(failure, null, reply);
        }

        var result = classify(reply);
        return result.Outcome != DestinationOutcome.Success ? new PlatformReply<T>(result, null, reply)
            : Read(reply.Body, type) is { } value && isComplete(value) ? new PlatformReply<T>(result, value, reply)
            : new PlatformReply<T>(Unreadable, null, reply);
    }

    /// <summary>Makes one call whose answer's body says nothing.</summary>
    public async Task<DestinationResult> SendAsync(HttpRequestMessage request, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(request, cancellationToken);
        return reply.Failure ?? classify(reply);
    }

    /// <summary>A body that is JSON, byte for byte as it was written.</summary>
    public static HttpContent Json(ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public static HttpContent Json<T>(T body, JsonTypeInfo<T> type) => Json(JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>The body as this type; null if it is something else.</summary>
    public static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Of an answer that is not what the call asked for.</summary>
    public static readonly DestinationResult Unreadable = new(
        DestinationOutcome.Retry, "unreadableResponse", "The platform's answer could not be read, so it is not known whether the call was applied; it is tried again.");
}

/// <param name="Value">The answer; set exactly on success.</param>
/// <param name="Reply">The answer as it came, for what stands beside the value.</param>
internal sealed record PlatformReply<T>(DestinationResult Result, T? Value, HttpReply Reply)
    where T : class;
