using System.Text.Json.Serialization;

namespace Activation.Destinations.X;

// The platform's own shapes; they never leave this folder.

internal sealed record XErrorList(IReadOnlyList<XError>? Errors, IReadOnlyList<System.Text.Json.JsonElement>? OperationErrors);

/// <summary>The code alone is read: messages may quote what was sent.</summary>
internal sealed record XError(string? Code);

internal sealed record XReply<T>(T? Data, string? NextCursor)
    where T : class;

internal sealed record XAudience(string? Id, string? Name, string? Description, bool? Deleted, bool? Targetable, long? AudienceSize, IReadOnlyList<string>? ReasonsNotTargetable);

internal sealed record XCounts(int? SuccessCount, int? TotalCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(XErrorList))]
[JsonSerializable(typeof(XReply<XAudience>), TypeInfoPropertyName = "Audience")]
[JsonSerializable(typeof(XReply<IReadOnlyList<XAudience>>), TypeInfoPropertyName = "Audiences")]
[JsonSerializable(typeof(XReply<XCounts>), TypeInfoPropertyName = "Counts")]
internal sealed partial class XJson : JsonSerializerContext;
