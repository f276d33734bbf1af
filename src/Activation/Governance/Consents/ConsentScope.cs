using System.Text.Json.Serialization;

namespace Activation.Governance.Consents;

/// <summary>Of whom a consent is demanded: each of them also of those of whom the next one demands it.</summary>
[JsonConverter(typeof(NamedEnumConverter<ConsentScope>))]
public enum ConsentScope
{
    [JsonStringEnumMemberName("everywhere")] Everywhere,

    /// <summary>Of people in the European Economic Area, the United Kingdom and Switzerland, and of those whose country nobody has said.</summary>
    [JsonStringEnumMemberName("eeaUkCh")] EeaUkCh,

    /// <summary>Of people in the European Economic Area, and of those whose country nobody has said.</summary>
    [JsonStringEnumMemberName("eea")] Eea,
}
