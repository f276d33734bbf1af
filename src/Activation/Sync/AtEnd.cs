using System.Text.Json.Serialization;

namespace Activation.Sync;

/// <summary>What becomes of an audience when its sync ends.</summary>
[JsonConverter(typeof(NamedEnumConverter<AtEnd>))]
public enum AtEnd
{
    /// <summary>Everybody is removed.</summary>
    [JsonStringEnumMemberName("empty")] Empty,

    /// <summary>It stays as it is; only people who must leave are taken out.</summary>
    [JsonStringEnumMemberName("freeze")] Freeze,
}
