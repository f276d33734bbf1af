using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Profiles;

/// <summary>Reads whole rows of one source from the views of <see cref="SnapshotView"/>.</summary>
internal static class SnapshotRowReader
{
    private const int FirstTrait = 4;

    /// <param name="wanted">A table of the session with a column `pid`.</param>
    public static List<SnapshotRow> Read(DuckDbSession session, TraitSchema schema, SourceId source, string wanted)
    {
        var traits = schema.Traits.SelectMany(t => new[] { $"t.{t.ValueColumn}", $"t.{t.ObservedColumn}" });
        var variants = Identifiers.Variants.Select(v => $"i.{v.Name}");
        var columns = string.Join(", ", traits.Concat(variants).Prepend("t.pid, t.version, t.observed_at, t.fp"));
        using var command = session.Command(
            $"SELECT {columns} FROM traits t JOIN identifiers i ON i.pid = t.pid AND i.source = t.source WHERE t.source = $1 AND t.pid IN (SELECT pid FROM {wanted})",
            [source.Value]);
        using var reader = command.ExecuteReader();
        var rows = new List<SnapshotRow>();
        while (reader.Read())
        {
            rows.Add(ReadRow(reader, schema, source));
        }

        return rows;
    }

    /// <summary>The rows of every source.</summary>
    public static List<SnapshotRow> ReadAll(DuckDbSession session, TraitSchema schema, string wanted)
    {
        var sources = new List<SourceId>();
        using (var command = session.Command($"SELECT DISTINCT source FROM traits WHERE pid IN (SELECT pid FROM {wanted})"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                sources.Add(new SourceId(reader.GetString(0)));
            }
        }

        return [.. sources.SelectMany(source => Read(session, schema, source, wanted))];
    }

    private static SnapshotRow ReadRow(DuckDBDataReader reader, TraitSchema schema, SourceId source)
    {
        var traits = new Dictionary<int, object>();
        var times = new Dictionary<int, DateTimeOffset>();
        for (var i = 0; i < schema.Traits.Count; i++)
        {
            var column = FirstTrait + (2 * i);
            if (!reader.IsDBNull(column))
            {
                traits[schema.Traits[i].Ordinal] = ReadValue(reader, column, schema.Traits[i].Type);
            }

            if (!reader.IsDBNull(column + 1))
            {
                times[schema.Traits[i].Ordinal] = Utc(reader.GetDateTime(column + 1));
            }
        }

        var identifiers = new IdentifierSet();
        for (var i = 0; i < Identifiers.Variants.Count; i++)
        {
            var column = FirstTrait + (2 * schema.Traits.Count) + i;
            if (!reader.IsDBNull(column))
            {
                identifiers.Set(Identifiers.Variants[i].Name, reader.GetFieldValue<List<string>>(column));
            }
        }

        return new SnapshotRow
        {
            Profile = new ProfileId(reader.GetGuid(0)),
            Source = source,
            Version = reader.GetInt64(1),
            ObservedAt = Utc(reader.GetDateTime(2)),
            Fingerprint = reader.GetGuid(3),
            Identifiers = identifiers,
            Traits = traits,
            ObservedTimes = times,
        };
    }

    private static object ReadValue(DuckDBDataReader reader, int column, TraitType type) => type switch
    {
        TraitType.Number => reader.GetDouble(column),
        TraitType.Boolean => reader.GetBoolean(column),
        TraitType.Date => reader.GetFieldValue<DateOnly>(column),
        TraitType.Timestamp => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc),
        _ => reader.GetString(column),
    };

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
