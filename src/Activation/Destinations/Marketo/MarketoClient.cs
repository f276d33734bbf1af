using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Marketo;

/// <summary>Calls to Marketo's REST API.</summary>
internal sealed class MarketoClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly TokenCalls client = new(http, tokens);

    /// <param name="form">Posted as a form; null if there is none.</param>
    public Task<PlatformReply<MarketoAnswer>> SendAsync(
        MarketoSettings settings, HttpMethod method, string path, IReadOnlyList<KeyValuePair<string, string>>? form, CancellationToken cancellationToken) =>
        client.SendAsync(
            settings.Token,
            () => new HttpRequestMessage(method, settings.Address(path)) { Content = form is null ? null : new FormUrlEncodedContent(form) },
            MarketoJson.Default.MarketoAnswer, static a => a.Success, r => MarketoErrors.Classify(r, time.GetUtcNow()), cancellationToken);

    /// <summary>An element of a result; null if it is something else.</summary>
    public static T? Read<T>(JsonElement element, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return element.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
