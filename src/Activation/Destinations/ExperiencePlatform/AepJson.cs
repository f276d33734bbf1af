using System.Text.Json.Serialization;

namespace Activation.Destinations.ExperiencePlatform;

/// <param name="Responses">One for each message, in their order.</param>
internal sealed record AepAnswer(IReadOnlyList<AepResponse>? Responses);

/// <param name="StatusCode">Only of a message that failed.</param>
/// <param name="Message">Compared with the documented texts, never shown.</param>
internal sealed record AepResponse(int? StatusCode, string? Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AepAnswer))]
internal sealed partial class AepJson : JsonSerializerContext;
