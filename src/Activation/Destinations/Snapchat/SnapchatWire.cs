using System.Text.Json.Serialization;

namespace Activation.Destinations.Snapchat;

// The platform's own shapes; they never leave this folder. An answer has a status of the request, and one of each thing in it.

/// <param name="ErrorCode">Such as `E3002`; the messages beside it may quote what was sent and are not read.</param>
internal sealed record SnapchatStatus(string? RequestStatus, string? ErrorCode);

internal sealed record SnapchatSegments(IReadOnlyList<SnapchatSegmentEntry>? Segments, SnapchatPaging? Paging)
{
    [JsonIgnore]
    public SnapchatSegment? First => Segments is [{ Segment: { Id.Length: > 0 } segment }, ..] ? segment : null;
}

internal sealed record SnapchatSegmentEntry(string? SubRequestStatus, SnapchatSegment? Segment);

internal sealed record SnapchatPaging(string? NextLink);

internal sealed record SnapchatSegment
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    public string? AdAccountId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? SourceType { get; init; }

    public int? RetentionInDays { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ApproximateNumberUsers { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TargetableStatus { get; init; }
}

internal sealed record SnapchatSegmentBody(IReadOnlyList<SnapchatSegment> Segments);

internal sealed record SnapchatUsers(IReadOnlyList<SnapchatUsersEntry>? Users)
{
    [JsonIgnore]
    public bool IsTaken => Users is [_, ..] && Users.All(u => string.Equals(u.SubRequestStatus, "SUCCESS", StringComparison.OrdinalIgnoreCase));
}

internal sealed record SnapchatUsersEntry(string? SubRequestStatus);

internal sealed record SnapchatUsersBody(IReadOnlyList<SnapchatUserRows> Users);

internal sealed record SnapchatUserRows(IReadOnlyList<string> Schema, IReadOnlyList<IReadOnlyList<string>> Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(SnapchatStatus))]
[JsonSerializable(typeof(SnapchatSegments))]
[JsonSerializable(typeof(SnapchatSegmentBody))]
[JsonSerializable(typeof(SnapchatUsers))]
[JsonSerializable(typeof(SnapchatUsersBody))]
internal sealed partial class SnapchatJson : JsonSerializerContext;
