using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// Meta's Conversions API. One event that is not valid has the whole call refused; an event whose name and id came before is dropped. A website custom audience is here
/// whoever entered last, by the events' audience. People who use one browser stay two people, and an exit that names the browser is one of both.
/// https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event
/// </summary>
internal sealed partial class ConversionsDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MaxEvents = 1000;
    private const string Node = "/{version:regex(^v[0-9]+\\.[0-9]+$)}/{pixel:long}";

    private static readonly HashSet<string> Fields = new(
        [
            "event_name", "event_time", "event_id", "action_source", "user_data", "custom_data", "event_source_url", "opt_out",
            "data_processing_options", "data_processing_options_country", "data_processing_options_state",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Sources = new(
        ["email", "website", "app", "phone_call", "chat", "physical_store", "system_generated", "business_messaging", "other"], StringComparer.Ordinal);

    private static readonly HashSet<string> Hashed = new(["em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country"], StringComparer.Ordinal);

    private static readonly HashSet<string> Matching = new(["em", "ph", "external_id", "fbp", "fbc"], StringComparer.Ordinal);

    private static readonly HashSet<string> BrowserIds = new(["fbp", "fbc"], StringComparer.Ordinal);

    private readonly HashSet<(string Name, string Id)> seen = [];

    /// <summary>By what people are known who came in with a browser's id.</summary>
    private readonly Dictionary<(string Audience, string Browser), HashSet<string>> browsers = [];

    public override string Name => "metaconversions";

    public override CallManners Manners => GraphReply.Manners;

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("GET", Node, "check", request => GraphAccess.Refuse(request.Http, options) ?? GraphReply.Ok(new JsonObject { ["id"] = request.Route("pixel") }));
        routes.Map("POST", $"{Node}/events", Describe, request => GraphAccess.Refuse(request.Http, options) ?? Handle(request.Json));
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var events = Events(request.Json);
        return events.Count > 0 && events[0].ValueKind == JsonValueKind.Object
            ? new DoubleCall(Text(events[0], "event_name") switch { "AudienceEntered" => "add", "AudienceExited" => "remove", _ => "other" }, AudienceOf(events[0]), events.Count)
            : new DoubleCall("other");
    }

    private SandboxReply Handle(JsonElement body)
    {
        var events = Events(body);
        if (events.Count is 0 or > MaxEvents)
        {
            return GraphReply.Invalid("param data must have 1 to 1000 events");
        }

        if (!events.TrueForAll(IsValid) || events.Exists(e => audiences.RefusesCall(KeysOf(e)) || audiences.Refuses(KeysOf(e))))
        {
            return GraphReply.Error(100, "Invalid parameter", 2804003);
        }

        foreach (var one in events.Where(IsNew))
        {
            var audience = audiences.Named(AudienceOf(one) ?? "");
            if (Text(one, "event_name") == "AudienceEntered")
            {
                audiences.Add(audience, [Entered(audience, KeysOf(one))]);
            }
            else if (Text(one, "event_name") == "AudienceExited")
            {
                audiences.Remove(audience, [Exited(audience, KeysOf(one))]);
            }
        }

        return GraphReply.Ok(new JsonObject { ["events_received"] = events.Count, ["messages"] = new JsonArray(), ["fbtrace_id"] = "sandbox" });
    }

    /// <summary>Without the browser's ids, unless there is nothing else.</summary>
    private List<string> Entered(string audience, List<string> keys)
    {
        var person = keys.FindAll(k => !IsBrowser(k));
        person = person.Count > 0 ? person : keys;
        lock (seen)
        {
            foreach (var browser in keys.Where(IsBrowser))
            {
                browsers[(audience, browser)] = [.. browsers.GetValueOrDefault((audience, browser)) ?? [], .. person];
            }
        }

        return person;
    }

    /// <summary>With everybody who came in by one of the browsers.</summary>
    private List<string> Exited(string audience, List<string> keys)
    {
        lock (seen)
        {
            return [.. keys, .. keys.Where(IsBrowser).SelectMany(k => browsers.GetValueOrDefault((audience, k)) ?? [])];
        }
    }

    private static bool IsBrowser(string key) => BrowserIds.Contains(key.Split(':')[0]);

    private bool IsNew(JsonElement one)
    {
        lock (seen)
        {
            return Text(one, "event_id") is not { } id || seen.Add((Text(one, "event_name") ?? "", id));
        }
    }

    private static bool IsValid(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || one.EnumerateObject().Any(p => !Fields.Contains(p.Name)) || Text(one, "event_name") is not { Length: > 0 } || Text(one, "action_source") is not { } source || !Sources.Contains(source))
        {
            return false;
        }

        // Events of a website name its page and the browser, which nobody here knows.
        return source != "website" && IsTime(Find(one, "event_time")) && Find(one, "user_data") is { ValueKind: JsonValueKind.Object } user && IsUser(user)
            && Find(one, "custom_data") is null or { ValueKind: JsonValueKind.Object } && IsProcessing(one);
    }

    private static bool IsTime(JsonElement? time) => time is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt64(out var value) && value is > 1_000_000_000 and < 100_000_000_000;

    private static bool IsUser(JsonElement user)
    {
        var any = false;
        foreach (var parameter in user.EnumerateObject())
        {
            var values = Values(parameter.Value);
            if (values is null || values.Count == 0 || !values.TrueForAll(v => IsValue(parameter.Name, v)))
            {
                return false;
            }

            any |= Matching.Contains(parameter.Name);
        }

        return any;
    }

    private static bool IsValue(string parameter, string value) =>
        Hashed.Contains(parameter) ? Sha256().IsMatch(value)
        : parameter is "fbp" or "fbc" ? BrowserId().IsMatch(value)
        : parameter == "external_id" && value.Length > 0;

    private static bool IsProcessing(JsonElement one)
    {
        var (country, state) = (Find(one, "data_processing_options_country"), Find(one, "data_processing_options_state"));
        return Find(one, "data_processing_options") is { } options
            ? Values(options) is { } words && words.TrueForAll(w => w == "LDU") && (words.Count == 0 || (country is { ValueKind: JsonValueKind.Number } && state is { ValueKind: JsonValueKind.Number }))
            : country is null && state is null;
    }

    private static List<string> KeysOf(JsonElement one) =>
    [
        .. Find(one, "user_data") is { ValueKind: JsonValueKind.Object } user
            ? user.EnumerateObject().Where(p => Matching.Contains(p.Name)).SelectMany(p => (Values(p.Value) ?? []).Select(v => string.Create(CultureInfo.InvariantCulture, $"{p.Name}:{v}")))
            : [],
    ];

    private static string? AudienceOf(JsonElement one) => Find(one, "custom_data") is { } data ? Text(data, "audience_id") : null;

    private static List<JsonElement> Events(JsonElement body) => Find(body, "data") is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray()] : [];

    /// <summary>One text or several; null if it is something else.</summary>
    private static List<string>? Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString() ?? ""],
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(v => v.GetString() ?? "")],
        _ => null,
    };

    private static string? Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sha256();

    /// <summary>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc</summary>
    [GeneratedRegex(@"^fb\.[0-9]\.[0-9]{13}\.[\x21-\x7e]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BrowserId();
}
