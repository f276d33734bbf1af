using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Destinations;

/// <summary>
/// Checks settings and secrets against the schema of their type. It knows the part of JSON Schema that the catalogue uses: an object of
/// scalars with `type`, `required`, `additionalProperties: false`, `enum`, `pattern`, `minLength`, `maxLength`, `minimum`, `maximum`, `format: uri`, and `format: pem`, a text of several lines.
/// </summary>
internal static class SchemaValidator
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    /// <param name="root">What the value is called in the request: `settings`, `secret`.</param>
    /// <exception cref="ProblemException">400 with the path of the first fault; the message never repeats the value.</exception>
    public static void Check(JsonElement value, JsonObject schema, string root)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            throw Fault(root, "must be a JSON object");
        }

        var given = value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) : [];
        var known = schema["properties"] as JsonObject ?? [];
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(n => (string?)n ?? ""))
        {
            if (!given.TryGetValue(name, out var field) || IsBlank(field))
            {
                throw Fault($"{root}.{name}", $"is missing; {Describe(known[name])}");
            }
        }

        foreach (var (name, field) in given)
        {
            if (known[name] is JsonObject property)
            {
                CheckField($"{root}.{name}", field, property);
            }
            else if (schema["additionalProperties"] is JsonValue more && !more.GetValue<bool>())
            {
                throw Fault($"{root}.{name}", $"is not known; known are {string.Join(", ", known.Select(k => k.Key))}");
            }
        }
    }

    private static bool IsBlank(JsonElement field) =>
        field.ValueKind is JsonValueKind.Null || (field.ValueKind is JsonValueKind.String && string.IsNullOrWhiteSpace(field.GetString()));

    private static void CheckField(string path, JsonElement field, JsonObject property)
    {
        var matches = (string?)property["type"] switch
        {
            "string" => field.ValueKind == JsonValueKind.String,
            "integer" => field.ValueKind == JsonValueKind.Number && field.TryGetInt64(out _),
            "number" => field.ValueKind == JsonValueKind.Number,
            "boolean" => field.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => true,
        };

        if (!matches || !IsWithin(field, property))
        {
            throw Fault(path, Describe(property));
        }
    }

    private static bool IsWithin(JsonElement field, JsonObject property)
    {
        if (field.ValueKind == JsonValueKind.Number)
        {
            return field.GetDouble() >= (Number(property["minimum"]) ?? double.MinValue) && field.GetDouble() <= (Number(property["maximum"]) ?? double.MaxValue);
        }

        if (field.ValueKind != JsonValueKind.String)
        {
            return true;
        }

        var text = field.GetString() ?? "";
        return !text.Any(c => char.IsControl(c) && !(c is '\r' or '\n' && (string?)property["format"] == TypeSchema.PemFormat))
            && text.Length >= ((int?)property["minLength"] ?? 0)
            && text.Length <= ((int?)property["maxLength"] ?? int.MaxValue)
            && (property["enum"] is not JsonArray allowed || allowed.Any(a => (string?)a == text))
            && ((string?)property["pattern"] is not { } pattern || Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternTimeout))
            && ((string?)property["format"] != "uri" || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"));
    }

    /// <summary>Whether the schema holds it as an integer or not.</summary>
    private static double? Number(JsonNode? node) => node is null ? null : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>The schema's own description says what is wanted; every property of the catalogue has one.</summary>
    private static string Describe(JsonNode? property) =>
        property?["enum"] is JsonArray allowed
            ? $"must be one of {string.Join(", ", allowed.Select(a => (string?)a))}"
            : $"must be: {(string?)property?["description"] ?? (string?)property?["type"] ?? "set"}";

    private static ProblemException Fault(string path, string what) => ProblemException.Invalid("invalidDestination", path, $"{path} {what}.");
}
