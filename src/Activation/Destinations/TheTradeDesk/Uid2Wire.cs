using System.Text.Json.Serialization;

namespace Activation.Destinations.TheTradeDesk;

// UID2's own shapes; they never leave this folder.

/// <param name="EmailHash">SHA-256 in base64.</param>
internal sealed record Uid2Request(IReadOnlyList<string> EmailHash, IReadOnlyList<string> PhoneHash);

internal sealed record Uid2Answer(Uid2Body? Body, string? Status);

/// <summary>In the order of the request.</summary>
internal sealed record Uid2Body(IReadOnlyList<Uid2Mapping>? EmailHash, IReadOnlyList<Uid2Mapping>? PhoneHash);

/// <param name="U">The raw UID2; null if there is none.</param>
/// <param name="P">The one before it, if that was replaced within 90 days.</param>
/// <param name="E">Why there is none: `optout` or `invalid identifier`.</param>
internal sealed record Uid2Mapping(string? U, string? P, string? E);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Uid2Request))]
[JsonSerializable(typeof(Uid2Answer))]
internal sealed partial class Uid2Json : JsonSerializerContext;
