using System.Text.Json.Serialization;

namespace Activation.Destinations.MicrosoftAds;

// The platform's own shapes; they never leave this folder. Its long numbers are texts in JSON.

internal sealed record MicrosoftAdsAudience(string Type, string? Name)
{
    public string? Id { get; init; }

    public string? Description { get; init; }

    public string? Scope { get; init; }

    public string? ParentId { get; init; }

    /// <summary>Days; -1: members stay until they are removed.</summary>
    public int? MembershipDuration { get; init; }

    /// <summary>Of the search network and of the audience network; only in answers.</summary>
    public long? SearchSize { get; init; }

    public long? AudienceNetworkSize { get; init; }
}

internal sealed record MicrosoftAdsAudiences(IReadOnlyList<MicrosoftAdsAudience> Audiences);

/// <summary>Without ids it asks for all of the account.</summary>
internal sealed record MicrosoftAdsQuery(string Type);

internal sealed record MicrosoftAdsIds(IReadOnlyList<string> AudienceIds);

internal sealed record MicrosoftAdsUserData(string ActionType, string AudienceId, IReadOnlyList<string> CustomerListItems, string CustomerListItemSubType, bool? AcceptCustomerMatchTerm);

internal sealed record MicrosoftAdsApply(MicrosoftAdsUserData CustomerListUserData);

/// <summary>Its message and details are not read: they may quote what was sent.</summary>
internal sealed record MicrosoftAdsError(int? Code, string? ErrorCode, int? Index);

/// <summary>What every answer has: faults of the call as a whole, or of its items.</summary>
internal sealed record MicrosoftAdsReply
{
    public IReadOnlyList<MicrosoftAdsError>? Errors { get; init; }

    public IReadOnlyList<MicrosoftAdsError>? OperationErrors { get; init; }

    public IReadOnlyList<MicrosoftAdsError>? PartialErrors { get; init; }

    public IReadOnlyList<MicrosoftAdsAudience?>? Audiences { get; init; }

    public IReadOnlyList<string?>? AudienceIds { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MicrosoftAdsAudiences))]
[JsonSerializable(typeof(MicrosoftAdsQuery))]
[JsonSerializable(typeof(MicrosoftAdsIds))]
[JsonSerializable(typeof(MicrosoftAdsApply))]
[JsonSerializable(typeof(MicrosoftAdsReply))]
internal sealed partial class MicrosoftAdsJson : JsonSerializerContext;
