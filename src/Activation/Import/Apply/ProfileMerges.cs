using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Import.Apply;

/// <summary>
/// Merges a profile that is known by an email only into the customer's whose row has that email, if exactly one customer has it: what every source says of it moves
/// under the customer's id. Two customers never merge.
/// </summary>
internal sealed class ProfileMerges(
    ProfileStore profiles, ProfileAliases aliases, SnapshotLookup snapshot, SeenProfiles seen, WrittenParts parts, ImportTally tally, UpdateLimits limits, ImportId import, DateTimeOffset at)
{
    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);
    private bool anyAnonymous = snapshot.HasAnonymous;

    /// <summary>The other sources whose rows were moved, with their states then.</summary>
    public IReadOnlyDictionary<string, string> Read => read;

    public void Restore(IReadOnlyDictionary<string, string> sources)
    {
        // The rows before the checkpoint may have had some.
        anyAnonymous = true;
        foreach (var (source, state) in sources)
        {
            read[source] = state;
        }
    }

    /// <summary>Which profiles the rows show to be a customer's: old id to the customer's.</summary>
    /// <param name="waiting">Profiles that are about to be written.</param>
    public async Task<Dictionary<ProfileId, ProfileId>> FindAsync(IReadOnlyCollection<ParsedRow> rows, Func<ProfileId, bool> waiting, CancellationToken cancellationToken)
    {
        var merges = new Dictionary<ProfileId, ProfileId>();
        anyAnonymous |= rows.Any(r => !r.HasCustomer);
        if (!anyAnonymous)
        {
            return merges;
        }

        var emails = new Dictionary<ProfileId, string>();
        foreach (var email in rows.Where(r => r.HasCustomer).SelectMany(r => r.Identifiers["email"]))
        {
            emails[ProfileId.ForIdentifier(Identifiers.Email, email)] = email;
        }

        if (emails.Count == 0)
        {
            return merges;
        }

        var anonymous = snapshot.Anonymous(emails.Keys);
        var met = seen.Find(emails.Keys);
        var existing = emails
            .Where(e => met.GetValueOrDefault(e.Key, SeenProfiles.NotWritten) is var part && part != SeenProfiles.Merged && (part >= 0 || anonymous.Contains(e.Key) || waiting(e.Key)))
            .ToDictionary();
        if (existing.Count == 0)
        {
            return merges;
        }

        var wanted = existing.Values.ToHashSet(StringComparer.Ordinal);
        var customers = (await snapshot.CustomersAsync(wanted, cancellationToken)).Concat(seen.Customers(wanted)).Distinct().ToLookup(c => c.Email, c => c.Customer, StringComparer.Ordinal);
        var counted = rows.Where(r => r.IsAmbiguous).Select(r => r.Profile).ToHashSet();
        foreach (var (old, email) in existing)
        {
            var owners = customers[email].Where(c => c != old).Take(2).ToList();
            tally.AmbiguousLinks += owners.Count > 1 && !counted.Contains(old) ? 1 : 0;
            if (owners.Count == 1)
            {
                merges[old] = owners[0];
            }
        }

        return merges;
    }

    /// <summary>
    /// The rows to write for the sources but this one; `stored`, this source's rows, has the customers' rows with the merged profiles' values then. Notes the aliases,
    /// which hold only when the old rows are gone.
    /// </summary>
    public async Task<List<SnapshotRow>> MoveAsync(IReadOnlyDictionary<ProfileId, ProfileId> merges, Dictionary<ProfileId, SnapshotRow> stored, TraitSchema schema, CancellationToken cancellationToken)
    {
        var source = import.Source;
        var involved = merges.Keys.Concat(merges.Values).ToHashSet();
        var rows = (await snapshot.RowsOfAllSourcesAsync(involved, cancellationToken)).Where(r => r.Source != source).ToDictionary(r => (r.Profile, r.Source));
        foreach (var earlier in read.Keys)
        {
            // What this import itself has moved before is not in the snapshot yet.
            foreach (var row in await parts.ReadAsync(involved, [.. Enumerable.Range(0, parts.Next)], new SourceId(earlier), schema, cancellationToken))
            {
                rows[(row.Profile, row.Source)] = row;
            }
        }

        var others = rows.Values.Where(r => merges.ContainsKey(r.Profile)).ToList();
        foreach (var other in others)
        {
            read.TryAdd(other.Source.Value, snapshot.StateOf(other.Source.Value));
        }

        parts.RaiseVersion(snapshot.VersionAbove(read.Keys));
        var moved = new Dictionary<(ProfileId, SourceId), SnapshotRow>();
        var gone = new List<SnapshotRow>();
        foreach (var other in others)
        {
            var key = (merges[other.Profile], other.Source);
            moved[key] = ProfileMerge.Into(key.Item1, moved.GetValueOrDefault(key) ?? rows.GetValueOrDefault(key), other, parts.NextVersion);
            gone.Add(SnapshotRow.Tombstone(other.Profile, other.Source, parts.NextVersion, at));
        }

        foreach (var (old, customer) in merges)
        {
            if (stored.Remove(old, out var own))
            {
                stored[customer] = ProfileMerge.Into(customer, stored.GetValueOrDefault(customer), own, parts.NextVersion);
                gone.Add(SnapshotRow.Tombstone(old, source, parts.NextVersion, at));
            }
        }

        await aliases.WriteAsync(merges, import, at, cancellationToken);
        tally.Merged += merges.Count;
        seen.Add(merges.Keys.Select(old => (old, SeenProfiles.Merged)));
        return [.. moved.Values, .. gone];
    }

    /// <summary>Brings the table to what the rows say: some are tombstones.</summary>
    /// <param name="stored">See <see cref="ProfileStore.WriteAsync"/>.</param>
    public async Task WriteTableAsync(IReadOnlyList<SnapshotRow> rows, IReadOnlyDictionary<ProfileId, SnapshotRow> stored, TraitSchema schema, CancellationToken cancellationToken)
    {
        await profiles.WriteAsync(rows.Where(r => !r.Deleted), stored, schema, limits.WriteConcurrency, cancellationToken);
        foreach (var of in rows.Where(r => r.Deleted).GroupBy(r => r.Source, r => r.Profile))
        {
            await profiles.DeleteAsync(of, of.Key, limits.WriteConcurrency, cancellationToken);
        }
    }
}
