using System.Text.Json;

namespace Activation.Profiles;

/// <summary>
/// What users say of a trait: `PUT /api/traits/{name}`. With <see cref="Event"/> and <see cref="Measure"/> it is computed of events whenever it is asked for; of a trait
/// that imports bring it says how long a value lasts.
/// </summary>
public sealed record TraitDefinition
{
    public string? Description { get; init; }

    /// <summary>A name, `"*"` for every event, or an array of names.</summary>
    public JsonElement? Event { get; init; }

    /// <summary>Conditions on properties, all of which have to hold, as in a rule.</summary>
    public JsonElement? Where { get; init; }

    /// <summary>`count`, `sum`, `average`, `min`, `max`, `first`, `last`, `distinctDays`, `mostFrequent`, `uniqueCount` or `uniqueList`.</summary>
    public string? Measure { get; init; }

    /// <summary>The property that is measured.</summary>
    public string? Property { get; init; }

    /// <summary>`90d`: only events of that time before now count.</summary>
    public string? Within { get; init; }

    /// <summary>In place of <see cref="Within"/>: two instants, or two durations back from now, as in a rule.</summary>
    public JsonElement? Between { get; init; }

    /// <summary>Of `distinctDays`: an IANA name; UTC if absent.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Of `mostFrequent`: missing unless so many events have the property; 2 if absent.</summary>
    public int? MinimumEvents { get; init; }

    /// <summary>Of an imported trait: `30d`, how long a value lasts that its source does not bring again; absent: what the source says, else for ever.</summary>
    public string? ExpiresAfter { get; init; }

    /// <summary>How the end of that time is counted.</summary>
    public ExpiryMode? Expiry { get; init; }

    /// <summary>What may not be done with its values, beside what its sources say: see <see cref="Governance.Labels.DataLabels"/>.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
