using Activation.Import.Apply;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;
using Azure;

namespace Activation.Governance.Privacy;

/// <summary>Looks people up in the ledgers.</summary>
internal sealed class LedgerPeople(LedgerStore ledgers, ParkedRows parked, ScratchFolder scratch)
{
    /// <summary>Adds whom a ledger has by a given identifier: it may know a person whom no source knows any more.</summary>
    public async Task FindAsync(IReadOnlyList<Person> given, PeopleFound found, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        session.Execute("CREATE TABLE given (name VARCHAR, variant INTEGER, value VARCHAR, number INTEGER)");
        using (var appender = session.Connection.CreateAppender("given"))
        {
            foreach (var (value, number) in given.SelectMany(Numbered))
            {
                appender.CreateRow().AppendValue(NameOf(value)).AppendValue(value.Position).AppendValue(value.Text).AppendValue(number).EndRow();
            }
        }

        var names = given.SelectMany(Numbered).Select(n => NameOf(n.Value)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var sync in await ledgers.ListAsync(cancellationToken))
        {
            await ReadAsync(
                session, sync,
                manifest =>
                {
                    Find(session, "ledger", names, found);
                    return parked.ReadAsync(manifest, rows => Find(session, rows, names, found), cancellationToken);
                },
                cancellationToken);
        }
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

    private static void Find(DuckDbSession session, string rows, IReadOnlyList<string> names, PeopleFound found)
    {
        foreach (var name in names)
        {
            using var command = session.Command(
                $"SELECT DISTINCT l.pid, g.number, g.variant, g.value FROM (SELECT pid, unnest(json_extract_string(data, '$.{name}[*]')) AS value FROM {rows}) l JOIN given g ON g.name = $1 AND g.value = l.value", [name]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(new Person(new ProfileId(reader.GetGuid(0)), [reader.GetInt32(1)], [new StrongValue(reader.GetInt32(2), reader.GetString(3))]));
            }
        }
    }

    private static IEnumerable<(StrongValue Value, int Number)> Numbered(Person person) => from value in person.Values from number in person.Groups select (value, number);

    /// <summary>A ledger's rows have a value under its identifier's name, in whichever variant the destination takes.</summary>
    private static string NameOf(StrongValue value) => value.Variant.Identifier;
}
