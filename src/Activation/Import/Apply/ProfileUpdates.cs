using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Import.Apply;

/// <summary>
/// Compares a file's rows with what is stored, chunk by chunk, and writes what differs. Rows that differ are gathered until there are
/// many, because reading stored rows costs a pass over the store however few they are.
/// </summary>
/// <param name="isFirstAttempt">Nothing was written for the file before: the table holds what is published, and nothing beside it.</param>
internal sealed class ProfileUpdates(
    ProfileMerges merges, SnapshotLookup snapshot, SeenProfiles seen, WrittenParts parts, TraitBinding traits, RowFingerprint fingerprint, ImportTally tally,
    UpdateLimits limits, SourceMode mode, bool isLink, bool isFirstAttempt, SourceId source, DateTimeOffset observedAt)
{
    private readonly CustomerLinks links = new(snapshot, seen, tally);
    private readonly Dictionary<ProfileId, PendingProfile> pending = [];
    private int pendingRows;
    private long pendingCharacters;
    private bool applied;
    private Task tableWrites = Task.CompletedTask;

    /// <summary>Rows were applied since this was asked last: nothing waits, and what was written since the last checkpoint is worth one.</summary>
    public bool TakeApplied()
    {
        var was = applied;
        applied = false;
        return was;
    }

    /// <summary>Does something when everything that was written so far is in the table and in the parts.</summary>
    public void AfterWrites(Func<Task> next)
    {
        var before = tableWrites;
        tableWrites = ChainAsync();

        async Task ChainAsync()
        {
            await before;
            await parts.WrittenAsync();
            await next();
        }
    }

    /// <summary>Takes the next accepted rows of the file, in order.</summary>
    public async Task AddAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await traits.BindAsync(rows, cancellationToken);
        await links.ResolveAsync(rows, cancellationToken);
        await AddResolvedAsync(rows, cancellationToken);
    }

    /// <summary>Finds the customers of rows that name none; for rows that are then given to <see cref="AddResolvedAsync"/>.</summary>
    public Task ResolveAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken) => links.ResolveAsync(rows, cancellationToken);

    /// <summary>Takes rows whose profiles are found and that have no traits to bind.</summary>
    public async Task AddResolvedAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        await traits.BindDefaultsAsync(cancellationToken);
        Compare(rows);
        if (pendingRows >= limits.Rows || pendingCharacters >= limits.Characters)
        {
            await ApplyAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Brings the table back to what the snapshot has of profiles whose rows are rejected because their people are suppressed: an attempt before the request may have written
    /// them, and nobody else would find that.
    /// </summary>
    public async Task TakeBackAsync(IReadOnlyList<ProfileId> suppressed, CancellationToken cancellationToken)
    {
        if (isFirstAttempt || suppressed.Count == 0)
        {
            return;
        }

        // Other rows of the file have written some of them, which is published.
        var met = seen.Find(suppressed);
        var left = suppressed.Where(p => met.GetValueOrDefault(p, SeenProfiles.NotWritten) == SeenProfiles.NotWritten).ToHashSet();
        var stored = await snapshot.RowsAsync([.. snapshot.Fingerprints(left).Keys], cancellationToken);
        var unknown = left.Where(p => !stored.ContainsKey(p)).Select(p => SnapshotRow.Tombstone(p, source, parts.NextVersion, observedAt));
        await merges.WriteTableAsync([.. stored.Values, .. unknown], new Dictionary<ProfileId, SnapshotRow>(), traits.Schema, cancellationToken);
    }

    /// <summary>Applies what is left and waits for every write.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await ApplyAsync(cancellationToken);
        await tableWrites;
        await parts.WrittenAsync();
    }

    /// <summary>Waits, after a failure, until nothing is written any more; what fails meanwhile comes after the failure and adds nothing to it.</summary>
    public async Task SettleAsync()
    {
        await tableWrites.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await parts.WrittenAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Compare(IReadOnlyList<ParsedRow> rows)
    {
        var groups = GroupNotPending(rows);
        var met = seen.Find(groups.Keys);
        var known = snapshot.Fingerprints(groups.Keys);
        var unchanged = new List<(ProfileId, int)>();
        foreach (var (profile, group) in groups)
        {
            var isFirst = !met.TryGetValue(profile, out var part);
            part = isFirst ? SeenProfiles.NotWritten : part;
            tally.Duplicates += isFirst ? group.Count - 1 : group.Count;
            if (part == SeenProfiles.NotWritten && known.TryGetValue(profile, out var stored) && stored == fingerprint.Combine(group))
            {
                tally.Unchanged += isFirst ? 1 : 0;
                unchanged.Add((profile, SeenProfiles.NotWritten));
            }
            else
            {
                pending[profile] = new PendingProfile(group, isFirst, part);
                Weigh(group);
            }
        }

        seen.Add(unchanged);
    }

    private Dictionary<ProfileId, List<ParsedRow>> GroupNotPending(IReadOnlyList<ParsedRow> rows)
    {
        var groups = new Dictionary<ProfileId, List<ParsedRow>>();
        foreach (var row in rows)
        {
            if (pending.TryGetValue(row.Profile, out var waiting))
            {
                waiting.Rows.Add(row);
                tally.Duplicates++;
                Weigh([row]);
            }
            else if (groups.TryGetValue(row.Profile, out var group))
            {
                group.Add(row);
            }
            else
            {
                groups[row.Profile] = [row];
            }
        }

        return groups;
    }

    private void Weigh(List<ParsedRow> rows)
    {
        pendingRows += rows.Count;
        pendingCharacters += rows.Sum(r => (long)r.Characters);
    }

    /// <summary>Applies what waits.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (pending.Count == 0)
        {
            return;
        }

        var merged = await merges.FindAsync([.. pending.Values.SelectMany(p => p.Rows)], pending.ContainsKey, cancellationToken);
        JoinPending(merged);
        var stored = await LoadStoredAsync([.. merged.Keys], cancellationToken);
        var before = new HashSet<ProfileId>(stored.Keys);
        var moved = merged.Count > 0 ? await merges.MoveAsync(merged, stored, traits.Schema, cancellationToken) : [];
        var customers = merged.Values.ToHashSet();
        var written = new List<SnapshotRow>(pending.Count);
        var held = new Dictionary<ProfileId, SnapshotRow>();
        var met = new List<(ProfileId, int)>(pending.Count);
        foreach (var (profile, update) in pending)
        {
            var old = stored.GetValueOrDefault(profile);
            var stamp = new RowStamp(source, parts.NextVersion, observedAt, Fingerprint(update, old));
            var row = RowMerge.Apply(
                old, update.Rows, traits.Traits, stamp, replace: mode != SourceMode.Upsert && update.IsFirst, isLink, traits.ConsentDefaults, gather: update.Rows[0].Event is not null);
            var isWritten = Count(update, old, row, before.Contains(profile), customers.Contains(profile));
            met.Add((profile, isWritten ? parts.Next : SeenProfiles.NotWritten));
            if (isWritten)
            {
                written.Add(row);
                if (isFirstAttempt && old is not null && before.Contains(profile) && !customers.Contains(profile))
                {
                    held[profile] = old;
                }
            }
        }

        pending.Clear();
        pendingRows = 0;
        pendingCharacters = 0;
        applied = true;
        await WriteAsync([.. written, .. moved], held, merged, cancellationToken);
        seen.Add(met);
    }

    /// <summary>Where a file's rows replace what is stored, all of them make the state, also those of chunks before.</summary>
    private Guid Fingerprint(PendingProfile update, SnapshotRow? old)
    {
        var rows = fingerprint.Combine(update.Rows);
        return mode == SourceMode.Upsert || update.IsFirst || old is null ? rows : fingerprint.Continue(old.Fingerprint, rows);
    }

    /// <summary>Rows that wait for a profile that turned out to be a customer's are the customer's.</summary>
    private void JoinPending(Dictionary<ProfileId, ProfileId> merged)
    {
        foreach (var (old, customer) in merged)
        {
            // The customer is always among those that wait: it is by its row that the merge was found.
            if (pending.Remove(old, out var other))
            {
                var own = pending[customer];
                other.Rows.ForEach(r => r.Profile = customer);
                tally.Duplicates += other.IsFirst ? 1 : 0;
                pending[customer] = new PendingProfile([.. own.Rows.Concat(other.Rows).OrderBy(r => r.Line)], own.IsFirst, own.Part);
            }
        }
    }

    /// <summary>Counts the outcome of a profile; answers whether there is something to write.</summary>
    private bool Count(PendingProfile update, SnapshotRow? old, SnapshotRow row, bool wasStored, bool isMerged)
    {
        if (!isMerged && old is not null && RowMerge.AreEqual(old, row))
        {
            tally.Unchanged += update.IsFirst ? 1 : 0;
            return false;
        }

        if (ProfileEntity.IsTooLarge(row, traits.Schema))
        {
            tally.Duplicates -= update.IsFirst ? update.Rows.Count - 1 : update.Rows.Count;
            foreach (var rejected in update.Rows)
            {
                tally.RejectRow(rejected.Line, "profileTooLarge", $"The profile would be larger than {ProfileEntity.MaxBytes / 1024} KiB: leave out long texts.");
            }

            return false;
        }

        tally.New += update.IsFirst && !wasStored ? 1 : 0;
        tally.Changed += update.IsFirst && wasStored ? 1 : 0;
        return true;
    }

    private async Task<Dictionary<ProfileId, SnapshotRow>> LoadStoredAsync(IReadOnlyCollection<ProfileId> merged, CancellationToken cancellationToken)
    {
        var places = pending.ToDictionary(p => p.Key, p => p.Value.Part);
        foreach (var (profile, part) in merged.ToDictionary(p => p, _ => SeenProfiles.NotWritten).Concat(merged.Count > 0 ? seen.Find(merged) : []))
        {
            places[profile] = part;
        }

        var notWritten = places.Where(p => p.Value == SeenProfiles.NotWritten).Select(p => p.Key).ToList();
        var known = snapshot.Fingerprints(notWritten);
        var stored = await snapshot.RowsAsync(known.Keys, cancellationToken);
        var again = places.Where(p => p.Value != SeenProfiles.NotWritten).ToList();
        if (again.Count > 0)
        {
            // A profile that was merged and is met again was written later than that, if at all.
            var from = again.Exists(p => p.Value == SeenProfiles.Merged) ? Enumerable.Range(0, parts.Next).ToHashSet() : again.Select(p => p.Value).ToHashSet();
            foreach (var row in await parts.ReadAsync([.. again.Select(p => p.Key)], from, source, traits.Schema, cancellationToken))
            {
                stored[row.Profile] = row;
            }
        }

        return stored;
    }

    /// <summary>Table and parts are written while the next chunk is read; one chunk at a time, so that a profile's later state is written later.</summary>
    private async Task WriteAsync(
        List<SnapshotRow> rows, IReadOnlyDictionary<ProfileId, SnapshotRow> held, IReadOnlyDictionary<ProfileId, ProfileId> merged, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await tableWrites;
        var schema = traits.Schema;
        await parts.BeginAsync(rows, schema, merged, cancellationToken);
        // Whether a full export is applied at all is known only when it is read: until then it is only in changes files that nobody reads.
        tableWrites = mode == SourceMode.Snapshot ? Task.CompletedTask : Task.Run(() => merges.WriteTableAsync(rows, held, schema, cancellationToken), cancellationToken);
    }
}
