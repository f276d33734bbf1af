using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.Google;

// The platform's own shapes, as https://developers.google.com/data-manager/api/reference/rest has them; they never leave this folder.

internal sealed record GoogleAccount(string AccountType, string AccountId)
{
    [JsonIgnore]
    public string Path => $"accountTypes/{AccountType}/accounts/{AccountId}";
}

/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/Consent</remarks>
internal sealed record GoogleConsent(string? AdUserData, string? AdPersonalization);

internal sealed record GoogleTarget(GoogleAccount? LoginAccount, GoogleAccount OperatingAccount, string ProductDestinationId);

internal sealed record GoogleAddress(string GivenName, string FamilyName, string RegionCode, string PostalCode);

/// <summary>Exactly one of them is set.</summary>
internal sealed record GoogleIdentifier(string? EmailAddress = null, string? PhoneNumber = null, GoogleAddress? Address = null);

internal sealed record GoogleUserData(IReadOnlyList<GoogleIdentifier> UserIdentifiers);

internal sealed record GoogleComposite(GoogleUserData UserData);

internal sealed record GoogleMobileData(IReadOnlyList<string> MobileIds);

/// <summary>Exactly one of them is set, and the same in all members of a call.</summary>
/// <param name="Consent">With an ingestion alone; null: nothing is said.</param>
internal sealed record GoogleAudienceMember(GoogleComposite? CompositeData = null, GoogleMobileData? MobileData = null, GoogleConsent? Consent = null);

internal sealed record GoogleTerms(string CustomerMatchTermsOfServiceStatus);

/// <param name="Encoding">Of hashes; null where there are none.</param>
/// <param name="TermsOfService">With an ingestion alone.</param>
internal sealed record GoogleMembersBody(
    IReadOnlyList<GoogleTarget> Destinations, IReadOnlyList<GoogleAudienceMember> AudienceMembers, string? Encoding, GoogleTerms? TermsOfService)
{
    /// <summary>True: errors are answered, and nothing is applied; null instead of false.</summary>
    public bool? ValidateOnly { get; init; }
}

internal sealed record GoogleClearBody(IReadOnlyList<GoogleTarget> Destinations);

internal sealed record GoogleRequest(string? RequestId);

internal sealed record GoogleContactInfo(string? DataSourceType, int? MatchRatePercentage = null);

internal sealed record GoogleMobileInfo(string? DataSourceType, string? KeySpace, string? AppId);

/// <summary>What members of the list are known by, and one of the others with it; none of it can be changed.</summary>
internal sealed record GoogleIngestedInfo(IReadOnlyList<string>? UploadKeyTypes, GoogleContactInfo? ContactIdInfo = null, GoogleMobileInfo? MobileIdInfo = null);

internal sealed record GoogleSizeInfo(long? DisplayNetworkMembersCount, long? SearchNetworkMembersCount);

internal sealed record GoogleUserList
{
    public string? Id { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? MembershipDuration { get; init; }

    public string? MembershipStatus { get; init; }

    public GoogleSizeInfo? SizeInfo { get; init; }

    public GoogleIngestedInfo? IngestedUserListInfo { get; init; }
}

internal sealed record GoogleUserListPage(IReadOnlyList<GoogleUserList>? UserLists, string? NextPageToken);

internal sealed record GoogleRequestStatus(IReadOnlyList<GoogleTargetStatus>? RequestStatusPerDestination);

/// <param name="AudienceMembersIngestionStatus">One property by kind of data, such as `compositeDataIngestionStatus`, with a `recordCount`.</param>
internal sealed record GoogleTargetStatus(
    string? RequestStatus, GoogleErrorInfo? ErrorInfo, GoogleWarningInfo? WarningInfo, JsonElement AudienceMembersIngestionStatus, JsonElement AudienceMembersRemovalStatus);

internal sealed record GoogleErrorInfo(IReadOnlyList<GoogleCount>? ErrorCounts);

internal sealed record GoogleWarningInfo(IReadOnlyList<GoogleCount>? WarningCounts);

internal sealed record GoogleCount(string? Reason, long? RecordCount);

internal sealed record GoogleErrorEnvelope(GoogleError? Error);

/// <summary>Its message is not read: it may quote what was sent.</summary>
internal sealed record GoogleError(string? Status, IReadOnlyList<GoogleErrorDetail>? Details);

internal sealed record GoogleErrorDetail(string? Reason, GoogleErrorMetadata? Metadata, IReadOnlyList<GoogleFieldViolation>? FieldViolations);

internal sealed record GoogleErrorMetadata([property: JsonPropertyName("quota_limit")] string? QuotaLimit);

internal sealed record GoogleFieldViolation(string? Field, string? Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(GoogleMembersBody))]
[JsonSerializable(typeof(GoogleClearBody))]
[JsonSerializable(typeof(GoogleRequest))]
[JsonSerializable(typeof(GoogleUserList))]
[JsonSerializable(typeof(GoogleUserListPage))]
[JsonSerializable(typeof(GoogleRequestStatus))]
[JsonSerializable(typeof(GoogleErrorEnvelope))]
internal sealed partial class GoogleJson : JsonSerializerContext;
