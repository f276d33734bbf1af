using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// Segment's HTTP Tracking API as far as events of audiences go: `POST /v1/batch`. What is too large or no JSON gets 400; an event that cannot be used is dropped under a 200.
/// https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#errors
/// </summary>
internal sealed class SegmentEventsDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MaxBytes = 500 * 1024;
    private const int MaxEventBytes = 32 * 1024;
    private const int MaxEvents = 2_500;
    private const int MaxMessageId = 99;

    private static readonly HashSet<string> Fields =
        new(["type", "messageId", "userId", "anonymousId", "event", "properties", "traits", "context", "integrations", "timestamp"], StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);

    public override string Name => "segmentevents";

    public override void Map(DoubleRoutes routes) => routes.Map("POST", "/v1/batch", Describe, Handle);

    private static DoubleCall Describe(DoubleRequest request)
    {
        var events = Events(request.Json);
        var changes = events.SelectMany(ChangesOf).ToList();
        return changes.Count == 0 ? new DoubleCall("check") : new DoubleCall(changes[0].IsIn ? "add" : "remove", changes[0].Audience, events.Count);
    }

    private SandboxReply Handle(DoubleRequest request)
    {
        if (request.Header("Authorization") != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccessToken}:"))}")
        {
            return new SandboxReply(401, new JsonObject());
        }

        var events = Events(request.Json);
        if (request.Http.ContentType != "application/json" || request.Body.Length > MaxBytes || request.Json.ValueKind != JsonValueKind.Object || !request.Json.TryGetProperty("batch", out var batch)
            || batch.ValueKind != JsonValueKind.Array || events.Exists(e => !IsEvent(e)))
        {
            return new SandboxReply(400, new JsonObject { ["success"] = false });
        }

        if (events.Count > MaxEvents)
        {
            return Success;
        }

        var usable = events.Where(IsUsable).ToList();
        if (usable.Exists(e => audiences.RefusesCall([KeyOf(e)]) || audiences.Refuses([KeyOf(e)])))
        {
            return new SandboxReply(400, new JsonObject { ["success"] = false });
        }

        foreach (var accepted in usable.Where(e => known.TryAdd(Text(e, "messageId"), true)))
        {
            foreach (var (audience, isIn) in ChangesOf(accepted))
            {
                Apply(audiences.Named(audience), isIn, [[KeyOf(accepted)]]);
            }
        }

        return Success;
    }

    private static SandboxReply Success => SandboxReply.Ok(new JsonObject { ["success"] = true });

    private void Apply(string audience, bool isIn, IReadOnlyList<IReadOnlyList<string>> keys)
    {
        if (isIn)
        {
            audiences.Add(audience, keys);
        }
        else
        {
            audiences.Remove(audience, keys);
        }
    }

    private static bool IsEvent(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && Encoding.UTF8.GetByteCount(json.GetRawText()) <= MaxEventBytes && json.EnumerateObject().All(p => Fields.Contains(p.Name));

    private static bool IsUsable(JsonElement json) =>
        Text(json, "type") is "identify" or "track" && (Text(json, "userId").Length > 0 || Text(json, "anonymousId").Length > 0) && Text(json, "messageId").Length is > 0 and <= MaxMessageId
            && (Text(json, "type") == "identify" || Text(json, "event").Length > 0) && DateTimeOffset.TryParse(Text(json, "timestamp"), System.Globalization.CultureInfo.InvariantCulture, out _);

    /// <summary>The audiences that an event is about: that of `audience_key`, or every boolean trait.</summary>
    private static IEnumerable<(string Audience, bool IsIn)> ChangesOf(JsonElement json)
    {
        if (Text(json, "type") == "track" && json.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            var key = Text(properties, "audience_key");
            var isIn = Text(json, "event") == "Audience Entered";
            return properties.TryGetProperty(key, out var value) && value.ValueKind == (isIn ? JsonValueKind.True : JsonValueKind.False) && Text(json, "event") is "Audience Entered" or "Audience Exited"
                ? [(key, isIn)]
                : [];
        }

        return Text(json, "type") == "identify" && json.TryGetProperty("traits", out var traits) && traits.ValueKind == JsonValueKind.Object
            ? traits.EnumerateObject().Where(t => t.Value.ValueKind is JsonValueKind.True or JsonValueKind.False).Select(t => (t.Name, t.Value.GetBoolean()))
            : [];
    }

    private static string KeyOf(JsonElement json) => Text(json, "userId") is { Length: > 0 } user ? $"user:{user}" : $"anonymous:{Text(json, "anonymousId")}";

    private static List<JsonElement> Events(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("batch", out var batch) && batch.ValueKind == JsonValueKind.Array ? [.. batch.EnumerateArray()] : [];

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
