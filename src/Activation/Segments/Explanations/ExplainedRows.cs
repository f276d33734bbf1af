using Activation.Profiles;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>What each source says of the one profile that the session's views are narrowed to.</summary>
internal sealed class ExplainedRows
{
    private readonly List<Row> rows = [];

    /// <param name="traits">The traits that will be asked for.</param>
    public static ExplainedRows Read(DuckDbSession session, IReadOnlyList<Trait> traits)
    {
        var read = new ExplainedRows();
        using var command = session.Command($"SELECT source, observed_at, ids_mask{string.Concat(traits.Select(t => $", {t.ValueColumn}, {t.ObservedColumn}"))} FROM traits ORDER BY source");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var observedAt = Utc(reader.GetDateTime(1));
            var values = new Dictionary<int, (object, DateTimeOffset)>();
            for (var i = 0; i < traits.Count; i++)
            {
                var column = 3 + (2 * i);
                if (!reader.IsDBNull(column))
                {
                    values[traits[i].Ordinal] = (reader.GetValue(column), reader.IsDBNull(column + 1) ? observedAt : Utc(reader.GetDateTime(column + 1)));
                }
            }

            read.rows.Add(new Row(reader.GetString(0), observedAt, reader.GetInt64(2), values));
        }

        return read;
    }

    /// <summary>The source whose value of a trait it is, and since when: of several that say the same the newest, then the first by name.</summary>
    public (string Source, DateTimeOffset ObservedAt)? Origin(Trait trait, object value, IReadOnlyList<string>? sources) => rows
        .Where(r => sources?.Contains(r.Source, StringComparer.Ordinal) != false && r.Values.TryGetValue(trait.Ordinal, out var own) && own.Value.Equals(value))
        .Select(r => ((string, DateTimeOffset)?)(r.Source, r.Values[trait.Ordinal].ObservedAt))
        .MaxBy(o => o?.Item2);

    /// <summary>The sources that know an identifier.</summary>
    public IReadOnlyList<ExplainedSource> KnownBy(string identifier) =>
        [.. rows.Where(r => (r.Mask & Identifiers.MaskOf(identifier)) != 0).Select(r => new ExplainedSource(r.Source, r.ObservedAt))];

    internal static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <param name="Values">By ordinal, with the time of observation.</param>
    private sealed record Row(string Source, DateTimeOffset ObservedAt, long Mask, IReadOnlyDictionary<int, (object Value, DateTimeOffset ObservedAt)> Values);
}
