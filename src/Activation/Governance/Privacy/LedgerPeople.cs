using Activation.Import.Apply;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;
using Azure;

namespace Activation.Governance.Privacy;

/// <summary>Looks people up in the ledgers.</summary>
internal sealed class LedgerPeople(LedgerStore ledgers, ParkedRows parked, ScratchFolder scratch)
{
    private static readonly int RedditEmail = Identifiers.Position("email_reddit");
    private static readonly int Device = Identifiers.Position("mobile_ad_id");

    /// <summary>Adds whom a ledger has by a given identifier: it may know a person whom no source knows any more.</summary>
    /// <returns>Whom a ledger has by Reddit's form of a given email: they may be others whose addresses differ in dots or a tag.</returns>
    public async Task<IReadOnlyList<Person>> FindAsync(IReadOnlyList<Person> given, PeopleFound found, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        session.Execute("CREATE TABLE given (name VARCHAR, variant INTEGER, value VARCHAR, person INTEGER)");
        var names = FillGiven(session, given);
        var alike = new List<Person>();
        foreach (var sync in await ledgers.ListAsync(cancellationToken))
        {
            await ReadAsync(
                session, sync,
                manifest =>
                {
                    Find(session, "ledger", names, given, found, alike);
                    return parked.ReadAsync(manifest, rows => Find(session, rows, names, given, found, alike), cancellationToken);
                },
                cancellationToken);
        }

        return alike;
    }

    /// <summary>How many of the people must still leave a sync's audience, and of whom a row is kept at all.</summary>
    public async Task<(long Leaving, IReadOnlyList<ProfileId> Kept)> ReadAsync(SyncId sync, IReadOnlyCollection<ProfileId> people, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        session.FillProfiles("people", people);
        var leaving = 0L;
        var kept = new List<ProfileId>();
        await ReadAsync(
            session, sync,
            async manifest =>
            {
                PeopleRows.Create(session);
                leaving = session.ScalarInt64(PeopleRows.CountLeaving);
                await parked.ReadAsync(manifest, rows => leaving += session.ScalarInt64($"SELECT count(DISTINCT pid) FROM {rows} WHERE pid IN (SELECT pid FROM people)"), cancellationToken);
                kept.Clear();
                using var command = session.Command("SELECT DISTINCT pid FROM kept");
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    kept.Add(new ProfileId(reader.GetGuid(0)));
                }
            },
            cancellationToken);
        return (leaving, kept);
    }

    private async Task ReadAsync(DuckDbSession session, SyncId sync, Func<LedgerManifest, Task> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ledger = await ledgers.ReadAsync(sync, cancellationToken);
            if (ledger.ETag is null)
            {
                return;
            }

            try
            {
                await using var files = await ledgers.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, cancellationToken);
                await read(ledger.Manifest);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // The manifest was replaced and its files are gone: the current one has others.
            }
        }
    }

    /// <returns>The names to look under.</returns>
    private static IReadOnlyCollection<string> FillGiven(DuckDbSession session, IReadOnlyList<Person> given)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var appender = session.Connection.CreateAppender("given");
        for (var person = 0; person < given.Count; person++)
        {
            foreach (var (name, variant, value) in Sought(given[person]))
            {
                names.Add(name);
                appender.CreateRow().AppendValue(name).AppendValue(variant).AppendValue(value).AppendValue(person).EndRow();
            }
        }

        return names;
    }

    private static void Find(DuckDbSession session, string rows, IEnumerable<string> names, IReadOnlyList<Person> given, PeopleFound found, List<Person> alike)
    {
        foreach (var name in names)
        {
            using var command = session.Command(
                $"SELECT DISTINCT l.pid, g.person, g.variant, g.value FROM (SELECT pid, unnest(json_extract_string(data, '$.{name}[*]')) AS value FROM {rows}) l JOIN given g ON g.name = $1 AND g.value = l.value", [name]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var (profile, person, variant) = (new ProfileId(reader.GetGuid(0)), given[reader.GetInt32(1)], reader.GetInt32(2));
                if (variant == RedditEmail)
                {
                    alike.Add(new Person(profile, person.Groups, person.Values));
                    continue;
                }

                found.Add(new Person(profile, person.Groups, [new StrongValue(variant, reader.GetString(3))]));
            }
        }
    }

    /// <summary>A ledger's rows have a value under its identifier's name, in whichever variant the destination takes; a device id under whichever name it takes.</summary>
    private static IEnumerable<(string Name, int Variant, string Value)> Sought(Person person)
    {
        foreach (var value in person.Values)
        {
            yield return (value.Variant.Identifier, value.Position, value.Text);
            if (value.Position == Device)
            {
                yield return (Identifiers.Idfa, Device, value.Text);
                yield return (Identifiers.Gaid, Device, value.Text);
            }
        }

        foreach (var email in person.RedditEmails)
        {
            yield return (Identifiers.Email, RedditEmail, email);
        }
    }
}
