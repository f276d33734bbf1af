namespace Activation.Profiles.Events;

/// <summary>
/// The columns of event files and of the view `events`: `pid` UUID, `name`, `at` (in SQL `"at"`; UTC, to the millisecond), `source`, `id` UUID (unique within a day), then `p{n}` for the
/// property with ordinal n.
/// </summary>
public static class EventColumns
{
    /// <summary>`at` is a word of DuckDB's own, so it stands in quotes.</summary>
    public const string SystemDefinition = """pid UUID, name VARCHAR, "at" TIMESTAMP, source VARCHAR, id UUID""";

    /// <summary>So few that a range of profiles skips most of a file.</summary>
    public const int RowGroupRows = 20_480;

    public static string Definition(EventSchema schema) =>
        string.Join(", ", schema.Properties.Select(p => $"{p.ValueColumn} {p.SqlType}").Prepend(SystemDefinition));

    /// <summary>What a file has: the columns of the view, and `shard` UTINYINT, that of the profile. Whole numbers tell which parts of a file may be skipped; of ids that is not looked at.</summary>
    public static string FileList(IEnumerable<EventProperty> properties) => $"{List(properties)}, CAST(instr('0123456789abcdef', left(CAST(pid AS VARCHAR), 1)) - 1 AS UTINYINT) AS shard";

    public static string List(IEnumerable<EventProperty> properties) =>
        string.Join(", ", properties.Select(p => p.ValueColumn).Prepend("""pid, name, "at", source, id"""));
}
