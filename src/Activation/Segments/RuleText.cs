using System.Text.Json;

namespace Activation.Segments;

/// <summary>Strings out of JSON that any storage can hold.</summary>
internal static class RuleText
{
    /// <summary>The text of a JSON string, refused if it is none, has a NUL, or half a surrogate pair (`"\ud800"` is valid JSON).</summary>
    public static string Read(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw RuleProblem.WrongJson(path, "a string");
        }

        return TryRead(static e => e.GetString(), element) ?? throw RuleProblem.InvalidText(path);
    }

    /// <summary>A field's name; null if it is no valid text.</summary>
    public static string? NameOf(JsonProperty property) => TryRead(static p => p.Name, property);

    private static string? TryRead<T>(Func<T, string?> read, T from)
    {
        try
        {
            return read(from) is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // How System.Text.Json reports an escape that is no character.
            return null;
        }
    }
}
