using System.Text.Json.Serialization;

namespace Activation.Profiles;

/// <summary>
/// A trait of the catalogue. <see cref="Ordinal"/> numbers it for good: its values stand in the snapshot's column `t{ordinal}`, and the
/// times at which they were observed in `a{ordinal}`; so no user-given name ever reaches SQL.
/// </summary>
public sealed record Trait
{
    public required int Ordinal { get; init; }

    /// <summary>As first seen; looked up without regard to case.</summary>
    public required string Name { get; init; }

    public required TraitType Type { get; init; }

    /// <summary>The sources that have provided it. With one source, evaluation needs no merge.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Goes before what a source says; null: nothing is said of this trait.</summary>
    public ValueExpiry? Expiry { get; init; }

    /// <summary>What may not be done with its values, beside what its sources say: see <see cref="Governance.Labels.DataLabels"/>.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public string ValueColumn => $"t{Ordinal}";

    [JsonIgnore]
    public string ObservedColumn => $"a{Ordinal}";

    [JsonIgnore]
    public string SqlType => Type.SqlType();
}
