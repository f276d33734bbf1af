using System.Text.Json.Serialization;

namespace Activation.Destinations.LinkedIn;

// The platform's own shapes; they never leave this folder.

internal sealed record LinkedInUserId(string IdType, string IdValue);

internal sealed record LinkedInElement(string Action, IReadOnlyList<LinkedInUserId> UserIds);

internal sealed record LinkedInUsersBody(IReadOnlyList<LinkedInElement> Elements);

/// <summary>Of one element, in the order of the call.</summary>
internal sealed record LinkedInElementStatus(int? Status);

internal sealed record LinkedInUsersReply(IReadOnlyList<LinkedInElementStatus>? Elements);

internal sealed record LinkedInTarget(string Destination);

internal sealed record LinkedInNewSegment(string Name, string Description, string SourcePlatform, string SourceSegmentId, string Account, string Type, IReadOnlyList<LinkedInTarget> Destinations);

internal sealed record LinkedInTargetState(string? Status, long? AudienceSize, long? MatchedCount);

internal sealed record LinkedInSegment(long? Id, string? Name, string? Description, IReadOnlyList<LinkedInTargetState>? Destinations);

internal sealed record LinkedInPaging(int? Total);

internal sealed record LinkedInSegmentPage(IReadOnlyList<LinkedInSegment>? Elements, LinkedInPaging? Paging);

internal sealed record LinkedInName(string Name, string Description);

internal sealed record LinkedInPatch([property: JsonPropertyName("$set")] LinkedInName Set);

internal sealed record LinkedInUpdate(LinkedInPatch Patch);

/// <summary>Its message is not read: it may quote what was sent.</summary>
internal sealed record LinkedInError(int? ServiceErrorCode, string? Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(LinkedInUsersBody))]
[JsonSerializable(typeof(LinkedInUsersReply))]
[JsonSerializable(typeof(LinkedInNewSegment))]
[JsonSerializable(typeof(LinkedInSegment))]
[JsonSerializable(typeof(LinkedInSegmentPage))]
[JsonSerializable(typeof(LinkedInUpdate))]
[JsonSerializable(typeof(LinkedInError))]
internal sealed partial class LinkedInJson : JsonSerializerContext;
