using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.Meta;

/// <summary>Reads text that the platform sometimes writes as a number (ids).</summary>
internal sealed class MetaIdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetInt64().ToString(CultureInfo.InvariantCulture),
            JsonTokenType.String => reader.GetString(),
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
