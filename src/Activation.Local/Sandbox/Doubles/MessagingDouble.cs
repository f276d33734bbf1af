using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// The HTTPS interface of Event Hubs and Service Bus for batches: `POST /{entity}/messages`, with a shared access signature of <see cref="KeyName"/> or a token of
/// `/{tenant}/oauth2/v2.0/token`. A reader behind it keeps the members of each audience.
/// https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch and https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events
/// </summary>
/// <param name="maxBytes">Of a request.</param>
/// <param name="hasMessageIds">Every message must have an id of its own, and one that is sent again is dropped.</param>
internal sealed class MessagingDouble(string name, int maxBytes, bool hasMessageIds, DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    public const string KeyName = "sandbox-policy";
    public const string Entity = "audiences";

    private const string BatchType = "application/vnd.microsoft.servicebus.json";

    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    public override string Name => name;

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/{tenant}/oauth2/v2.0/token", options);
        routes.Map("POST", "/{entity}/messages", Describe, Handle);
    }

    private DoubleCall Describe(DoubleRequest request)
    {
        var messages = Messages(request.Json);
        return messages.Count == 0 || Read(messages[0]) is not { } first ? new DoubleCall("check") : new DoubleCall(first.IsAdd ? "add" : "remove", first.Audience, messages.Count);
    }

    private SandboxReply Handle(DoubleRequest request)
    {
        if (!IsAuthorized(request))
        {
            return new SandboxReply(401, null);
        }

        if (request.Route("entity") != Entity)
        {
            return new SandboxReply(hasMessageIds ? 410 : 404, null);
        }

        var read = Messages(request.Json).ConvertAll(Read);
        if (request.Body.Length > maxBytes)
        {
            return new SandboxReply(hasMessageIds ? 403 : 413, null);
        }

        if (request.Http.ContentType != BatchType || request.Query("api-version") != "2014-01" || read.Count == 0 || read.Contains(null))
        {
            return new SandboxReply(400, null);
        }

        var messages = read.OfType<Message>().ToList();
        if (messages.Exists(m => audiences.RefusesCall(m.Keys) || audiences.Refuses(m.Keys)))
        {
            return new SandboxReply(400, null);
        }

        lock (known)
        {
            foreach (var message in messages.Where(m => !hasMessageIds || known.TryAdd(m.Id, true)))
            {
                Apply(message);
            }
        }

        return new SandboxReply(201, null);
    }

    private void Apply(Message message)
    {
        var audience = audiences.Named(message.Audience);
        IReadOnlyList<IReadOnlyList<string>> member = [[message.Keys[0]]];
        if (message.IsAdd)
        {
            audiences.Add(audience, member);
        }
        else
        {
            audiences.Remove(audience, member);
        }
    }

    private bool IsAuthorized(DoubleRequest request)
    {
        const string scheme = "SharedAccessSignature ";
        var header = request.Header("Authorization");
        if (!header.StartsWith(scheme, StringComparison.Ordinal))
        {
            return request.Bearer == options.AccessToken;
        }

        var parts = QueryHelpers.ParseQuery(header[scheme.Length..]);
        string Part(string key) => parts.TryGetValue(key, out var value) ? value.ToString() : "";
        var signed = $"{Uri.EscapeDataString(Part("sr"))}\n{Part("se")}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.AccessToken), Encoding.UTF8.GetBytes(signed)));
        return Part("skn") == KeyName && Part("sig") == expected && long.TryParse(Part("se"), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && end > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
            && $"{request.Http.Scheme}://{request.Http.Host}{request.Http.Path}".StartsWith($"{Part("sr")}/", StringComparison.Ordinal);
    }

    private Message? Read(JsonElement json)
    {
        var allowed = hasMessageIds ? new[] { "Body", "BrokerProperties", "UserProperties" } : ["Body", "UserProperties"];
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any(p => !allowed.Contains(p.Name, StringComparer.Ordinal)) || Text(json, "Body") is not { Length: > 0 } body)
        {
            return null;
        }

        var id = json.TryGetProperty("BrokerProperties", out var properties) ? Text(properties, "MessageId") : "";
        return hasMessageIds && id.Length is 0 or > 128 ? null : ReadBody(id, body);
    }

    private static Message? ReadBody(string id, string body)
    {
        try
        {
            var content = JsonElement.Parse(body);
            var (audience, member) = (content.GetProperty("audience").GetProperty("id").GetString(), content.GetProperty("member"));
            var values = member.GetProperty("identifiers").EnumerateObject().SelectMany(i => i.Value.EnumerateArray().Select(v => $"{i.Name}:{v.GetString()}"));
            return content.GetProperty("operation").GetString() is "add" or "remove" && audience is { Length: > 0 }
                ? new Message(id, audience, content.GetProperty("operation").GetString() == "add", [$"id:{member.GetProperty("id").GetString()}", .. values])
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<JsonElement> Messages(JsonElement body) => body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : [];

    private static string Text(JsonElement json, string field) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private sealed record Message(string Id, string Audience, bool IsAdd, IReadOnlyList<string> Keys);
}
