using System.Text.Json.Serialization;

namespace Activation.Destinations;

/// <summary>What a destination does with members' values.</summary>
[JsonConverter(typeof(NamedEnumConverter<ValueSupport>))]
public enum ValueSupport
{
    [JsonStringEnumMemberName("none")] None,

    [JsonStringEnumMemberName("any")] Any,

    /// <summary>An audience has values or has none, from its creation on.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,
}
