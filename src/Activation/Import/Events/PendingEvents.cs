using System.Globalization;
using Activation.Import.Rows;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Import.Events;

/// <summary>
/// Events that are read and not yet written, in DuckDB, so that memory does not grow with the file; then one file for each day. Tells which events are known: from here,
/// from what this import has written, or from what the source has published.
/// </summary>
internal sealed class PendingEvents : IDisposable
{
    private const int MemoryMegabytes = 384;

    /// <summary>So many files are on disk at a time.</summary>
    private const int FilesAtOnce = 32;

    private readonly ImportTools tools;
    private readonly SourceId source;
    private readonly WrittenEvents written;
    private readonly DuckDbSession session;
    private readonly List<EventProperty> columns = [];
    private long nextVersion;

    public PendingEvents(ImportTools tools, SourceId source, WrittenEvents written)
    {
        this.tools = tools;
        this.source = source;
        this.written = written;
        session = new DuckDbSession(tools.Scratch, MemoryMegabytes);
        session.Execute($"CREATE TABLE pending ({EventColumns.SystemDefinition}); CREATE TABLE wanted (slot INTEGER, day DATE, id UUID)");
    }

    public long Count { get; private set; }

    /// <param name="slots">The property of each slot of the rows.</param>
    /// <returns>How many of the rows are new; the others are known.</returns>
    public async Task<int> AddAsync(IReadOnlyList<ParsedRow> rows, IReadOnlyList<EventProperty?> slots, CancellationToken cancellationToken)
    {
        AddColumns(slots);
        int[] slotOf = [.. columns.Select(c => slots.ToList().FindIndex(s => s?.Ordinal == c.Ordinal))];
        var known = await FindKnownAsync(rows, cancellationToken);
        var met = new HashSet<(DateOnly, Guid)>();
        var added = 0;
        using var appender = session.Connection.CreateAppender("pending");
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Event is { } happened && !known.Contains(i) && met.Add((happened.Day, happened.Id)))
            {
                Append(appender, rows[i], happened, slotOf);
                added++;
            }
        }

        Count += added;
        return added;
    }

    /// <summary>Writes what waits. The version of the names is at least `atLeast`.</summary>
    public async Task FlushAsync(long atLeast, CancellationToken cancellationToken)
    {
        if (Count == 0)
        {
            return;
        }

        var version = Math.Max(Math.Max(atLeast, nextVersion), written.LastVersion + 1);
        nextVersion = version + 1;
        var files = new List<EventFile>();
        foreach (var (day, rows) in Days())
        {
            var name = written.Name(day, version);
            var query = string.Create(CultureInfo.InvariantCulture, $"SELECT {EventColumns.FileList(columns)} FROM pending WHERE \"at\"::DATE = '{day:yyyy-MM-dd}'::DATE ORDER BY pid, \"at\"");
            await ParquetUpload.CopyAsync(session, tools.Storage, tools.Scratch, query, StorageNames.Snapshot, name, cancellationToken, EventColumns.RowGroupRows);
            files.Add(new EventFile(day, source.Value, name, rows));
        }

        written.Add(files);
        session.Execute("DELETE FROM pending");
        Count = 0;
    }

    public void Dispose() => session.Dispose();

    private List<(DateOnly Day, long Rows)> Days()
    {
        var days = new List<(DateOnly, long)>();
        using var command = session.Command("SELECT \"at\"::DATE, count(*) FROM pending GROUP BY 1 ORDER BY 1");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            days.Add((reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1)));
        }

        return days;
    }

    private void AddColumns(IReadOnlyList<EventProperty?> slots)
    {
        foreach (var property in slots.OfType<EventProperty>().Where(p => !columns.Exists(c => c.Ordinal == p.Ordinal)).DistinctBy(p => p.Ordinal).ToList())
        {
            session.Execute($"ALTER TABLE pending ADD COLUMN {property.ValueColumn} {property.SqlType}");
            columns.Add(property);
        }
    }

    private async Task<HashSet<int>> FindKnownAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        session.Execute("DELETE FROM wanted");
        using (var appender = session.Connection.CreateAppender("wanted"))
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].Event is { } happened)
                {
                    appender.CreateRow().AppendValue(i).AppendValue(happened.Day).AppendValue(happened.Id).EndRow();
                }
            }
        }

        var known = new HashSet<int>();
        Match("pending", known);
        var days = rows.Select(r => r.Event?.Day).ToHashSet();
        // Read anew each time: what was compacted meanwhile may be gone an hour later.
        var manifest = await tools.Snapshots.ReadManifestAsync(cancellationToken);
        var files = manifest.Events.Where(f => f.Source == source.Value).Concat(written.Files).Where(f => days.Contains(f.Day));
        foreach (var group in files.Select(f => f.Name).Chunk(FilesAtOnce))
        {
            await using var rent = await tools.Files.RentAsync(StorageNames.Snapshot, group, cancellationToken);
            Match($"read_parquet({DuckDbSession.FileList(rent.Paths)})", known);
        }

        return known;
    }

    private void Match(string among, HashSet<int> known)
    {
        using var command = session.Command($"SELECT w.slot FROM wanted w WHERE EXISTS (SELECT 1 FROM {among} e WHERE e.id = w.id AND e.\"at\"::DATE = w.day)");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            known.Add(reader.GetInt32(0));
        }
    }

    private void Append(DuckDBAppender appender, ParsedRow row, ParsedEvent happened, int[] slotOf)
    {
        var line = appender.CreateRow().AppendValue(row.Profile.Value).AppendValue(happened.Name).AppendValue(happened.At).AppendValue(source.Value).AppendValue(happened.Id);
        foreach (var slot in slotOf)
        {
            TraitAppender.Append(line, slot < 0 ? null : row.Traits[slot]);
        }

        line.EndRow();
    }
}
