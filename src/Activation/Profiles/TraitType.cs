using System.Text.Json.Serialization;

namespace Activation.Profiles;

/// <summary>The type of a trait: declared in a mapping or inferred once, then held.</summary>
[JsonConverter(typeof(NamedEnumConverter<TraitType>))]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The names of the types, as users write them.")]
public enum TraitType
{
    [JsonStringEnumMemberName("string")] String,

    /// <summary>IEEE 754 double.</summary>
    [JsonStringEnumMemberName("number")] Number,

    [JsonStringEnumMemberName("boolean")] Boolean,

    /// <summary>A calendar day.</summary>
    [JsonStringEnumMemberName("date")] Date,

    /// <summary>An instant, in UTC, to the millisecond.</summary>
    [JsonStringEnumMemberName("timestamp")] Timestamp,
}
