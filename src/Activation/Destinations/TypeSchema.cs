using System.Text.Json.Nodes;

namespace Activation.Destinations;

/// <summary>
/// Writes the JSON Schema (2020-12) of a type's settings or secret: an object of scalars that knows no other property. A description says what a
/// value must be, for people: "must be: {description}".
/// </summary>
internal sealed class TypeSchema
{
    public const string PemFormat = "pem";

    private readonly JsonObject properties = [];
    private readonly JsonArray required = [];

    /// <summary>A text that need not be there, unless <paramref name="isRequired"/>.</summary>
    public TypeSchema Text(string name, string description, string? pattern = null, int maxLength = 1000, bool isRequired = false, string? fallback = null, int minLength = 0)
    {
        var property = Property("string", description);
        property["maxLength"] = maxLength;
        Add(property, "pattern", pattern);
        Add(property, "default", fallback);
        if (minLength > 0)
        {
            property["minLength"] = minLength;
        }

        return With(name, property, isRequired);
    }

    /// <summary>An absolute address. Whoever changes it gives the secret again.</summary>
    public TypeSchema Address(string name, string description, string? fallback = null, bool isRequired = false)
    {
        var property = Property("string", description);
        property["format"] = "uri";
        property["maxLength"] = 2000;
        Add(property, "default", fallback);
        return With(name, property, isRequired);
    }

    /// <summary>The name of a host. Whoever changes it gives the secret again.</summary>
    public TypeSchema Host(string name, string description, bool isRequired = false)
    {
        var property = Property("string", description);
        property["format"] = "hostname";
        property["maxLength"] = 253;
        property["pattern"] = "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$";
        return With(name, property, isRequired);
    }

    /// <summary>Where the platform's API is: <c>apiBaseUrl</c>, which every destination over HTTP takes.</summary>
    public TypeSchema ApiBaseUrl(string fallback) => Address("apiBaseUrl", "an absolute https:// address", fallback);

    public TypeSchema Choice(string name, string description, IReadOnlyList<string> values, string? fallback = null, bool isRequired = false)
    {
        var property = Property("string", description);
        property["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
        Add(property, "default", fallback);
        return With(name, property, isRequired);
    }

    public TypeSchema Flag(string name, string description, bool fallback)
    {
        var property = Property("boolean", description);
        property["default"] = fallback;
        return With(name, property, isRequired: false);
    }

    public TypeSchema Integer(string name, string description, int minimum, int maximum, int? fallback = null)
    {
        var property = Property("integer", description);
        property["minimum"] = minimum;
        property["maximum"] = maximum;
        if (fallback is { } value)
        {
            property["default"] = value;
        }

        return With(name, property, isRequired: false);
    }

    /// <summary>A field of a secret that travels in a header or a form: visible ASCII.</summary>
    public TypeSchema Credential(string name, string description, bool isRequired = true, int maxLength = 4000) =>
        Text(name, description, $"^[\\x21-\\x7e]{{1,{maxLength}}}$", maxLength, isRequired);

    /// <summary>A field of a secret that may be a text of several lines, as certificates and keys are.</summary>
    public TypeSchema Pem(string name, string description, bool isRequired = false)
    {
        var property = Property("string", description);
        property["format"] = PemFormat;
        property["maxLength"] = 20_000;
        return With(name, property, isRequired);
    }

    public JsonObject Create()
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonObject Property(string type, string description) => new() { ["type"] = type, ["description"] = description };

    private static void Add(JsonObject property, string name, string? value)
    {
        if (value is not null)
        {
            property[name] = value;
        }
    }

    private TypeSchema With(string name, JsonObject property, bool isRequired)
    {
        properties.Add(name, property);
        if (isRequired)
        {
            required.Add(name);
        }

        return this;
    }
}
