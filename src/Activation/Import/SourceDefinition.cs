using System.Text.Json.Serialization;

namespace Activation.Import;

/// <summary>Where files come from: `PUT /api/sources/{id}`.</summary>
/// <remarks>Generated JSON readers set every absent init-only property to null; the setters keep the default then.</remarks>
public sealed record SourceDefinition
{
    public string? Name { get; init; }

    public SourceKind Kind { get; init; } = SourceKind.Crm;

    /// <summary>
    /// Column name (without regard to case) to an identifier name, `trait:{name}`, `trait:{name}:{type}`, `consent:{purpose}` or `ignore`. Columns that are not
    /// named are matched by alias, else become traits under their own name, unless they look like personal data.
    /// </summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init => field = value ?? field; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public SourceMode Mode { get; init; } = SourceMode.Upsert;

    /// <summary>ISO 3166-1 alpha-2; the country of phone numbers that are written without one. None: such numbers are rejected.</summary>
    public string? DefaultCountry { get; init; }

    /// <summary>
    /// The encoding of the source's text files: `utf-8`, `utf-16` or `windows-1252`. A byte order mark goes before it. None: UTF-8, or UTF-16
    /// if it shows; another encoding cannot be told from UTF-8 with damage and is declared.
    /// </summary>
    public string? Encoding { get; init; }

    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];

    /// <summary>Consent that holds for the source's profiles where a row says nothing, by purpose.</summary>
    public IReadOnlyDictionary<string, bool> Consent { get; init => field = value ?? field; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    public int? RetentionDays { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SourceKind>))]
public enum SourceKind
{
    [JsonStringEnumMemberName("crm")] Crm,
    [JsonStringEnumMemberName("events")] Events,
    [JsonStringEnumMemberName("identity")] Identity,
    [JsonStringEnumMemberName("adobe")] Adobe,
}

[JsonConverter(typeof(JsonStringEnumConverter<SourceMode>))]
public enum SourceMode
{
    [JsonStringEnumMemberName("upsert")] Upsert,
    [JsonStringEnumMemberName("replace")] Replace,
    [JsonStringEnumMemberName("snapshot")] Snapshot,
}
