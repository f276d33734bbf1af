using System.Globalization;
using System.Text.Json.Serialization;

namespace Activation.Profiles.Events;

/// <summary>A property that events carry; of one name for all events, typed once and then held.</summary>
public sealed record EventProperty
{
    /// <summary>Position in the catalogue, which names the column.</summary>
    public required int Ordinal { get; init; }

    /// <summary>As first spelled; compared without regard to case.</summary>
    public required string Name { get; init; }

    public required TraitType Type { get; init; }

    /// <summary>The column of the event files and of the view `events`.</summary>
    [JsonIgnore]
    public string ValueColumn => string.Create(CultureInfo.InvariantCulture, $"p{Ordinal}");

    [JsonIgnore]
    public string SqlType => Type.SqlType();
}
