using Activation.Import.Apply;
using Activation.Import.Columns;
using Activation.Import.Rows;
using Activation.Profiles.Events;

namespace Activation.Import.Events;

/// <summary>
/// What the rows of an event file do: each event is recorded once, under the profile that the row turns out to be of, and the identifiers of its people go the way
/// of every other row, once for each person and not for each event.
/// </summary>
internal sealed class EventRows : IDisposable
{
    /// <summary>So many rows are worth files of their own.</summary>
    private const long MaxPending = 500_000;

    /// <summary>Only saves work, so it may be forgotten.</summary>
    private const int MaxHanded = 500_000;

    private readonly ProfileUpdates updates;
    private readonly ImportTally tally;
    private readonly EventBinding binding;
    private readonly WrittenEvents written;
    private readonly PendingEvents pending;
    private readonly HashSet<(Guid Fingerprint, ProfileId Profile)> handed = [];

    public EventRows(ImportTools tools, ImportId import, ColumnPlan plan, EventSchema schema, ProfileUpdates updates, ImportTally tally)
    {
        this.updates = updates;
        this.tally = tally;
        binding = new EventBinding(tools.Events, plan, schema, tally);
        written = new WrittenEvents(tools.Storage, import);
        pending = new PendingEvents(tools, import.Source, written);
    }

    /// <summary>Written and not published.</summary>
    public IReadOnlyList<EventFile> Files => written.Files;

    public IReadOnlyList<int> BoundSlots => binding.BoundSlots;

    public bool IsFull => pending.Count >= MaxPending;

    public ImportColumn Describe(PlannedColumn column, ImportColumn counts) => binding.Describe(column, counts);

    /// <summary>Carries on after what was written and noted, and removes the rest.</summary>
    public async Task RestoreAsync(IReadOnlyList<int> boundSlots, IReadOnlyList<EventFile> files, CancellationToken cancellationToken)
    {
        binding.Restore(boundSlots);
        written.Restore(files);
        await written.RemoveLeftoversAsync(cancellationToken);
    }

    public async Task AddAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        var people = rows.DistinctBy(r => r.Fingerprint).ToList();
        await updates.ResolveAsync(people, cancellationToken);
        var profiles = people.ToDictionary(r => r.Fingerprint, r => r.Profile);
        foreach (var row in rows)
        {
            row.Profile = profiles[row.Fingerprint];
        }

        var kept = await binding.BindAsync(rows, cancellationToken);
        var added = await pending.AddAsync(kept, binding.Properties, cancellationToken);
        tally.New += added;
        tally.Duplicates += kept.Count - added;
        await updates.AddResolvedAsync(Unhanded(people), cancellationToken);
    }

    /// <summary>Writes what waits; answers what was written since the last call.</summary>
    /// <param name="version">The names of the files are of this one or a later.</param>
    public async Task<IReadOnlyList<EventFile>> FlushAsync(long version, CancellationToken cancellationToken)
    {
        await pending.FlushAsync(version, cancellationToken);
        return written.TakeNew();
    }

    public void Dispose() => pending.Dispose();

    private List<ParsedRow> Unhanded(IEnumerable<ParsedRow> people)
    {
        if (handed.Count > MaxHanded)
        {
            handed.Clear();
        }

        return [.. people.Where(r => handed.Add((r.Fingerprint, r.Profile)))];
    }
}
