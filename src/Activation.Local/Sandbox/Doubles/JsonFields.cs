using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Reads a call's JSON strictly: what a platform does not know, it refuses.</summary>
internal static class JsonFields
{
    /// <summary>True of an object with all required fields and, beyond them, none but the optional ones.</summary>
    public static bool Has(this JsonElement json, string[] required, params string[] optional)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var names = json.EnumerateObject().Select(p => p.Name).ToList();
        return required.All(names.Contains) && names.TrueForAll(n => required.Contains(n, StringComparer.Ordinal) || optional.Contains(n, StringComparer.Ordinal)) && names.Distinct(StringComparer.Ordinal).Count() == names.Count;
    }

    /// <summary>A string field; null if it is absent or something else.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A string field; empty if it is absent or something else.</summary>
    public static string Value(this JsonElement json, string name) => json.Text(name) ?? "";

    /// <summary>A field; undefined if it is absent.</summary>
    public static JsonElement Field(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The elements of an array; none if it is something else.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];

    /// <summary>The elements of a field that is an array; none if it is absent or something else.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string name) => json.Field(name).Items();

    /// <summary>The texts of a field that is an array; null if it is absent, empty, or has something else in it.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement json, string name)
    {
        var items = json.Items(name);
        return items.Count > 0 && items.All(i => i.ValueKind == JsonValueKind.String) ? [.. items.Select(i => i.GetString() ?? "")] : null;
    }

    /// <summary>True of SHA-256 in hex, in lower case.</summary>
    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
