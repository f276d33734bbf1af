using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Profiles;

/// <summary>Values of traits and properties as the API shows them.</summary>
public static class TraitNodes
{
    /// <param name="value">A `string`, `double`, `bool`, `DateOnly`, or `DateTime` (UTC), or a list of them.</param>
    public static JsonNode Of(object value) => value switch
    {
        double number when double.IsFinite(number) => JsonValue.Create(number),
        double number => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
        bool flag => JsonValue.Create(flag),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime instant => JsonValue.Create(instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)),
        string text => JsonValue.Create(text),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(Of)]),
        _ => JsonValue.Create(value.ToString() ?? ""),
    };
}
