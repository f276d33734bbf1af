using Activation.Import.Apply;
using Activation.Profiles;
using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Governance.Privacy;

/// <summary>
/// Finds whom the given identifiers are of: every profile that has one, every id that was merged into it, and whom a ledger alone still knows. Of their other
/// identifiers those are taken that nobody else has, so that nobody is suppressed for sharing a phone.
/// </summary>
internal sealed class PersonFinder(SnapshotStore snapshots, TraitCatalog catalog, ProfileAliases aliases, LedgerPeople ledgers, ScratchFolder scratch)
{
    /// <param name="known">Who was found before; they are in the answer.</param>
    public async Task<IReadOnlyList<Person>> FindAsync(IReadOnlyList<Person> given, IReadOnlyList<Person> known, CancellationToken cancellationToken)
    {
        var found = new PeopleFound(known.Concat(given.Where(g => g.Profile is not null).Select(g => new Person(g.Profile, g.Groups, []))));
        using var session = new DuckDbSession(scratch);
        session.Execute("CREATE TABLE given (variant INTEGER, value VARCHAR, number INTEGER); CREATE TABLE owned (variant INTEGER, value VARCHAR, pid UUID); CREATE TABLE shared (variant INTEGER, value VARCHAR)");
        FillGiven(session, given);
        var positions = given.SelectMany(g => g.Values).Select(v => v.Position).ToHashSet();
        await ForEachRangeAsync(session, () => FindProfiles(session, positions, found), cancellationToken);
        await AddUnknownAsync(session, await ledgers.FindAsync(given, found, cancellationToken), found, cancellationToken);
        await AddMergedAsync(found, cancellationToken);

        session.FillProfiles("people", found.Profiles);
        await ForEachRangeAsync(session, () => ReadOwned(session), cancellationToken);
        await ForEachRangeAsync(session, () => ReadShared(session), cancellationToken);
        AddOwned(session, found);
        return found.People;
    }

    private static void FillGiven(DuckDbSession session, IReadOnlyList<Person> given)
    {
        using var appender = session.Connection.CreateAppender("given");
        foreach (var person in given)
        {
            foreach (var value in person.Values)
            {
                foreach (var number in person.Groups)
                {
                    appender.CreateRow().AppendValue(value.Position).AppendValue(value.Text).AppendValue(number).EndRow();
                }
            }
        }
    }

    private static void FindProfiles(DuckDbSession session, IEnumerable<int> positions, PeopleFound found)
    {
        foreach (var position in positions)
        {
            using var command = session.Command($"SELECT DISTINCT i.pid, g.number FROM {Values(position)} i JOIN given g ON g.variant = $1 AND g.value = i.value", [position]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(new Person(new ProfileId(reader.GetGuid(0)), [reader.GetInt32(1)], []));
            }
        }
    }

    private static void ReadOwned(DuckDbSession session)
    {
        foreach (var position in StrongValue.Positions)
        {
            session.Execute($"INSERT INTO owned SELECT DISTINCT {position}, i.value, i.pid FROM {Values(position)} i WHERE i.pid IN (SELECT pid FROM people)");
        }
    }

    private static void ReadShared(DuckDbSession session)
    {
        foreach (var position in StrongValue.Positions)
        {
            session.Execute(
                $"INSERT INTO shared SELECT DISTINCT o.variant, o.value FROM {Values(position)} i JOIN owned o ON o.variant = {position} AND o.value = i.value WHERE i.pid NOT IN (SELECT pid FROM people)");
        }
    }

    private static void AddOwned(DuckDbSession session, PeopleFound found)
    {
        using var command = session.Command("""
            SELECT o.pid, o.variant, o.value FROM owned o
            WHERE EXISTS (SELECT 1 FROM given g WHERE g.variant = o.variant AND g.value = o.value) OR NOT EXISTS (SELECT 1 FROM shared s WHERE s.variant = o.variant AND s.value = o.value)
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(new Person(new ProfileId(reader.GetGuid(0)), [], [new StrongValue(reader.GetInt32(1), reader.GetString(2))]));
        }
    }

    /// <summary>Adds, of those who may be others, whom the snapshot does not know: of everybody else it has told who has a given email.</summary>
    private async Task AddUnknownAsync(DuckDbSession session, IReadOnlyList<Person> alike, PeopleFound found, CancellationToken cancellationToken)
    {
        var unknown = alike.Select(p => p.Profile).OfType<ProfileId>().Except(found.Profiles).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        // Of somebody who was merged the snapshot knows the new id.
        var ids = new Dictionary<ProfileId, HashSet<ProfileId>>();
        foreach (var id in unknown)
        {
            var own = ids[id] = [id];
            for (var old = id; await aliases.FindAsync(old, cancellationToken) is { } profile && own.Add(profile); old = profile)
            {
            }
        }

        session.FillProfiles("alike", ids.Values.SelectMany(own => own));
        var known = new HashSet<ProfileId>();
        await ForEachRangeAsync(session, () => ReadKnown(session, known), cancellationToken);
        foreach (var person in alike.Where(p => p.Profile is { } id && ids.TryGetValue(id, out var own) && !known.Overlaps(own)))
        {
            found.Add(person);
        }
    }

    private static void ReadKnown(DuckDbSession session, HashSet<ProfileId> known)
    {
        using var command = session.Command("SELECT DISTINCT pid FROM traits WHERE pid IN (SELECT pid FROM alike)");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            known.Add(new ProfileId(reader.GetGuid(0)));
        }
    }

    /// <summary>Old ids of people who were merged, and of those again.</summary>
    private async Task AddMergedAsync(PeopleFound found, CancellationToken cancellationToken)
    {
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            await foreach (var (old, profile) in aliases.ListAsync(cancellationToken))
            {
                found.AddSame(old, profile);
            }
        }
    }

    private async Task ForEachRangeAsync(DuckDbSession session, Action read, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        foreach (var range in SnapshotStore.Ranges(manifest))
        {
            await using var files = await snapshots.OpenAsync(session, schema, manifest, range, cancellationToken);
            read();
        }
    }

    private static string Values(int position) => $"(SELECT pid, unnest({Identifiers.Variants[position].Name}) AS value FROM identifiers)";
}
