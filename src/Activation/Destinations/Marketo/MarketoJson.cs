using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.Marketo;

/// <summary>Every answer has this shape.</summary>
/// <param name="Result">Leads, lists or what became of each lead, in the order of the request.</param>
internal sealed record MarketoAnswer(bool Success, IReadOnlyList<MarketoError>? Errors, IReadOnlyList<JsonElement>? Result, string? NextPageToken);

/// <summary>Only the code is read: the message may quote what was sent.</summary>
internal sealed record MarketoError([property: JsonConverter(typeof(MarketoCodeConverter))] string? Code);

internal sealed record MarketoList(long Id, string? Name, string? Description);

/// <param name="Status">`added`, `removed` or `skipped`.</param>
internal sealed record MarketoLeadStatus(long Id, string? Status, IReadOnlyList<MarketoError>? Reasons);

/// <summary>Codes come as text and, from some calls, as numbers.</summary>
internal sealed class MarketoCodeConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.ToString();
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MarketoAnswer))]
[JsonSerializable(typeof(MarketoList))]
[JsonSerializable(typeof(MarketoLeadStatus))]
internal sealed partial class MarketoJson : JsonSerializerContext;
