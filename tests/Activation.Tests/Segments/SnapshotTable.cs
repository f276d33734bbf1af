using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Segments;

/// <summary>The table that evaluation reads, in memory, with the columns of the snapshot's view.</summary>
internal sealed class SnapshotTable : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TraitSchema schema;

    public SnapshotTable(TraitSchema schema)
    {
        this.schema = schema;
        Scratch = new ScratchFolder(Options.Create(new StorageOptions()));
        Session = new DuckDbSession(Scratch);
        // So few rows take a second thread longer to hand over than to read.
        Session.Execute("SET threads=1");
        Session.Execute($"CREATE TABLE traits ({SnapshotColumns.Definition(schema)})");
        Session.Execute("CREATE TABLE seen (pid UUID, source VARCHAR, seen_at TIMESTAMP)");
        var properties = string.Concat(Rules.Events.Properties.Select(p => $", {p.ValueColumn} {new Trait { Ordinal = p.Ordinal, Name = p.Name, Type = p.Type }.SqlType}"));
        Session.Execute($"CREATE TABLE events (pid UUID, name VARCHAR, \"at\" TIMESTAMP, source VARCHAR, id UUID{properties})");
    }

    public ScratchFolder Scratch { get; }

    public DuckDbSession Session { get; }

    public void Dispose()
    {
        Session.Dispose();
        Scratch.Dispose();
    }

    public void Clear() => Session.Execute("DELETE FROM traits; DELETE FROM events;");

    /// <summary>Replaces everybody, at once: a statement for each row takes longer than the question that is asked of them.</summary>
    public void Fill(IReadOnlyList<ReferenceProfile> profiles)
    {
        Clear();
        using (var traits = Session.Connection.CreateAppender("traits"))
        {
            foreach (var (profile, row) in profiles.SelectMany(p => p.Rows.Select(r => (p.Id, r))))
            {
                var next = traits.CreateRow().AppendValue(profile).AppendValue(row.Source).AppendValue(1L).AppendValue((bool?)false).AppendValue((DateTime?)row.ObservedAt).AppendNullValue().AppendValue(row.Digest).AppendValue(row.Mask);
                foreach (var trait in schema.Traits)
                {
                    Append(next, row.Values.GetValueOrDefault(trait.Name));
                    Append(next, row.Observed.TryGetValue(trait.Name, out var at) ? at : null);
                }

                next.EndRow();
            }
        }

        using var events = Session.Connection.CreateAppender("events");
        foreach (var (profile, e) in profiles.SelectMany(p => p.Events.Select(e => (p.Id, e))))
        {
            var next = events.CreateRow().AppendValue(profile).AppendValue(e.Name).AppendValue((DateTime?)e.At).AppendValue(e.Source).AppendValue(e.Id);
            foreach (var property in Rules.Events.Properties)
            {
                Append(next, e.Properties.GetValueOrDefault(property.Name));
            }

            next.EndRow();
        }
    }

    private static IDuckDBAppenderRow Append(IDuckDBAppenderRow row, object? value) => value switch
    {
        null => row.AppendNullValue(),
        string text => row.AppendValue(text),
        double number => row.AppendValue((double?)number),
        bool flag => row.AppendValue((bool?)flag),
        DateOnly day => row.AppendValue((DateOnly?)day),
        DateTime at => row.AppendValue((DateTime?)at),
        _ => throw new ArgumentException(value.GetType().Name, nameof(value)),
    };

    public void Add(Guid profile, string source, DateTime observedAt, Guid digest, long mask, IReadOnlyDictionary<string, object> values, IReadOnlyDictionary<string, DateTime>? observed = null)
    {
        var columns = new List<string> { "pid", "source", "version", "deleted", "observed_at", "ids_digest", "ids_mask" };
        var parameters = new List<object?> { profile, source, 1L, false, observedAt, digest, mask };
        foreach (var trait in schema.Traits)
        {
            if (values.TryGetValue(trait.Name, out var value))
            {
                columns.Add(trait.ValueColumn);
                parameters.Add(value);
            }

            if (observed is not null && observed.TryGetValue(trait.Name, out var at))
            {
                columns.Add(trait.ObservedColumn);
                parameters.Add(at);
            }
        }

        Session.Execute($"INSERT INTO traits ({string.Join(", ", columns)}) VALUES ({string.Join(", ", parameters.Select((_, i) => $"${i + 1}"))})", parameters);
    }

    /// <summary>A profile of one source with one trait, or none where the value is null.</summary>
    public Guid Add(string trait, object? value, long mask = 0)
    {
        var id = Guid.NewGuid();
        Add(id, "crm", Now.UtcDateTime, Guid.NewGuid(), mask, value is null ? new Dictionary<string, object>() : new Dictionary<string, object> { [trait] = value });
        return id;
    }

    /// <summary>An event of a profile; properties by name.</summary>
    public void AddEvent(Guid profile, string name, DateTime at, string source = "web", Guid? id = null, params (string Name, object Value)[] properties)
    {
        var columns = new List<string> { "pid", "name", "\"at\"", "source", "id" };
        var parameters = new List<object?> { profile, name, at, source, id ?? Guid.NewGuid() };
        foreach (var (property, value) in properties)
        {
            columns.Add(Rules.Events.FindProperty(property)?.ValueColumn ?? throw new ArgumentException(property, nameof(properties)));
            parameters.Add(value);
        }

        Session.Execute($"INSERT INTO events ({string.Join(", ", columns)}) VALUES ({string.Join(", ", parameters.Select((_, i) => $"${i + 1}"))})", parameters);
    }

    public IReadOnlyList<(Guid Profile, Guid Digest, long Mask)> Members(string rule, params string[] sources) =>
        Members(Rules.Parse(rule), Rules.NoSegments, sources);

    public IReadOnlyList<(Guid Profile, Guid Digest, long Mask)> Members(RuleNode rule, IReadOnlyDictionary<string, RuleNode> segments, params string[] sources)
    {
        var context = Rules.Context(sources) with { Traits = schema, Segments = segments };
        return Members(SegmentQueryBuilder.Compile(rule, context));
    }

    public IReadOnlyList<(Guid Profile, Guid Digest, long Mask)> Members(SegmentQuery query)
    {
        using var command = Session.Command(query.Members.Text, query.Members.Parameters);
        using var reader = command.ExecuteReader();
        var members = new List<(Guid, Guid, long)>();
        while (reader.Read())
        {
            members.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2)));
        }

        return members;
    }

    /// <summary>The answers of a query of several rules.</summary>
    public IReadOnlyList<(Guid Profile, Guid Digest, bool[] Flags)> Flags(SegmentQuery query, int rules)
    {
        using var command = Session.Command(query.Members.Text, query.Members.Parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<(Guid, Guid, bool[])>();
        while (reader.Read())
        {
            rows.Add((reader.GetGuid(0), reader.GetGuid(1), [.. Enumerable.Range(0, rules).Select(i => reader.GetBoolean(reader.GetOrdinal($"m{i}")))]));
        }

        return rows;
    }
}
