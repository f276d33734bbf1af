using System.Text.Json.Serialization;

namespace Activation.Destinations.TikTok;

// The platform's own shapes; they never leave this folder. Every answer is an envelope with a code, 0 for success.

internal sealed record TikTokStatus(int? Code);

internal sealed record TikTokReply<T>(T? Data)
    where T : class;

internal sealed record TikTokAudiencePage(IReadOnlyList<TikTokAudience>? List, TikTokPageInfo? PageInfo);

internal sealed record TikTokPageInfo(int TotalPage);

/// <param name="CoverNum">People on TikTok who were found.</param>
/// <param name="IsValid">False while it is computed and when it has expired.</param>
internal sealed record TikTokAudience(string? AudienceId, string? Name, long? CoverNum, bool? IsValid);

internal sealed record TikTokCreated(string? AudienceId);

internal sealed record TikTokCreateAudience(string AdvertiserId, string Action, string CustomAudienceName);

internal sealed record TikTokDeleteAudience(string AdvertiserId, string Action, string DeleteAudienceId);

internal sealed record TikTokRenameAudience(string AdvertiserId, string CustomAudienceId, string CustomAudienceName);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TikTokStatus))]
[JsonSerializable(typeof(TikTokReply<TikTokAudiencePage>), TypeInfoPropertyName = "AudiencePage")]
[JsonSerializable(typeof(TikTokReply<TikTokCreated>), TypeInfoPropertyName = "Created")]
[JsonSerializable(typeof(TikTokCreateAudience))]
[JsonSerializable(typeof(TikTokDeleteAudience))]
[JsonSerializable(typeof(TikTokRenameAudience))]
internal sealed partial class TikTokJson : JsonSerializerContext;
