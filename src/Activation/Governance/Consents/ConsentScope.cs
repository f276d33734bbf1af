using System.Text.Json.Serialization;

namespace Activation.Governance.Consents;

/// <summary>Of whom a consent is demanded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentScope>))]
public enum ConsentScope
{
    [JsonStringEnumMemberName("everywhere")] Everywhere,

    /// <summary>Of people in the European Economic Area, and of those whose country nobody has said.</summary>
    [JsonStringEnumMemberName("eea")] Eea,
}
