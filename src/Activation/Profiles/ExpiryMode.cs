using System.Text.Json.Serialization;

namespace Activation.Profiles;

/// <summary>How long a value lasts that is not brought again.</summary>
[JsonConverter(typeof(NamedEnumConverter<ExpiryMode>))]
public enum ExpiryMode
{
    /// <summary>To the millisecond: a value of 30 days is gone 30 times 24 hours after it was brought.</summary>
    [JsonStringEnumMemberName("exact")] Exact,

    /// <summary>As Audience Manager counts: whole days from the midnight (UTC) after it was brought; so one day lasts 24 + (24 − hour) hours.</summary>
    [JsonStringEnumMemberName("adobeDays")] AdobeDays,
}
