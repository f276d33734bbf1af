using System.Text.Json.Serialization;

namespace Activation.Destinations.AdobeDcs;

/// <param name="Uuid">Audience Manager's own id of the visitor; absent if the call was not processed.</param>
internal sealed record DcsAnswer(string? Uuid, IReadOnlyList<DcsError>? Errors);

/// <summary>Only the code is read: the message quotes the id.</summary>
internal sealed record DcsError(int Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(DcsAnswer))]
internal sealed partial class DcsJson : JsonSerializerContext;
