using System.Text.Json.Serialization;
using Activation.Import.Apply;
using Activation.Profiles;

namespace Activation.Import;

/// <summary>Where files come from: `PUT /api/sources/{id}`.</summary>
/// <remarks>Generated JSON readers set every absent init-only property to null; the setters keep the default then.</remarks>
public sealed record SourceDefinition
{
    public string? Name { get; init; }

    public SourceKind Kind { get; init; } = SourceKind.Crm;

    /// <summary>
    /// Column name (without regard to case) to an identifier name, `trait:{name}`, `trait:{name}:{type}`, `consent:{purpose}` or `ignore`; of a source of events to an identifier
    /// name, `event:name`, `event:time`, `event:id`, `property:{name}`, `property:{name}:{type}` or `ignore`. Columns that are not named are matched by alias, else become traits
    /// (properties) under their own name, unless they look like personal data.
    /// </summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init => field = value ?? field; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public SourceMode Mode { get; init; } = SourceMode.Upsert;

    /// <summary>
    /// With <see cref="SourceMode.Snapshot"/>: a file that would drop more than this share (0 to 1) of the people whom the source knows is held for approval; 0.2 if
    /// absent.
    /// </summary>
    public double? MaxDropShare { get; init; }

    public AfterImport AfterImport { get; init; } = AfterImport.Delete;

    /// <summary>ISO 3166-1 alpha-2; the country of phone numbers that are written without one. None: such numbers are rejected.</summary>
    public string? DefaultCountry { get; init; }

    /// <summary>
    /// The encoding of the source's text files: `utf-8`, `utf-16` or `windows-1252`. A byte order mark goes before it. None: UTF-8, or UTF-16
    /// if it shows; another encoding cannot be told from UTF-8 with damage and is declared.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>What may not be done with the source's data: see <see cref="Governance.Labels.DataLabels"/>.</summary>
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];

    /// <summary>Consent that holds for the source's profiles where a row says nothing, by purpose.</summary>
    public IReadOnlyDictionary<string, bool> Consent { get; init => field = value ?? field; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>
    /// `12h`, `30d`: how long the source's traits last of a person whom it does not list again; absent: for ever. A row that lists the person renews all of them, also where it
    /// did not change or has empty cells. A trait's own expiry goes before.
    /// </summary>
    public string? ExpiresAfter { get; init; }

    /// <summary>How the end of that time is counted.</summary>
    public ExpiryMode? Expiry { get; init; }

    /// <summary>Of a source of events: events of days that ended so many days ago are dropped, and not taken; null keeps them.</summary>
    public int? RetentionDays { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<SourceKind>))]
public enum SourceKind
{
    [JsonStringEnumMemberName("crm")] Crm,

    /// <summary>Files at `events/{source}/`: a row is something that a person did at a time. Each event is recorded once, however often it is dropped.</summary>
    [JsonStringEnumMemberName("events")] Events,

    [JsonStringEnumMemberName("identity")] Identity,

    /// <summary>
    /// Files as they are sent to Audience Manager, which their names tell: trait files (`ftp_dpm_…`), whose id column the mapping calls `id`, and ID synchronization
    /// files (`adobe_id_…`, `c2c_id_…`), whose columns it calls by their data provider ids.
    /// </summary>
    [JsonStringEnumMemberName("adobe")] Adobe,
}

/// <summary>What a file says about the people whom its source knows. Other sources' values are never touched.</summary>
[JsonConverter(typeof(NamedEnumConverter<SourceMode>))]
public enum SourceMode
{
    /// <summary>A row adds to what the source knows of a person: an empty cell keeps the value.</summary>
    [JsonStringEnumMemberName("upsert")] Upsert,

    /// <summary>A row is all that the source knows of a person: an empty cell, or a column that the file has not, means absent. People who are not listed stay.</summary>
    [JsonStringEnumMemberName("replace")] Replace,

    /// <summary>
    /// As <see cref="Replace"/>, and the file lists everybody: whom it does not list, the source no longer knows. A file that fails on the way, or has a quote that
    /// never closes, may have been cut off: it drops nobody.
    /// </summary>
    [JsonStringEnumMemberName("snapshot")] Snapshot,
}

/// <summary>What becomes of a dropped file once it is imported. One that cannot be read goes to the container `failed` whatever this says.</summary>
[JsonConverter(typeof(NamedEnumConverter<AfterImport>))]
public enum AfterImport
{
    [JsonStringEnumMemberName("delete")] Delete,

    /// <summary>It is moved to the container `archive`, which then holds raw personal data: who may read it, and for how long it stays, is the operator's to set.</summary>
    [JsonStringEnumMemberName("archive")] Archive,

    /// <summary>It stays where it was dropped, raw personal data included, and is not imported again.</summary>
    [JsonStringEnumMemberName("keep")] Keep,
}
