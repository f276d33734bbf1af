using Activation.Import.Apply;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.Governance.Privacy;

/// <summary>
/// Takes people who have left out of a sync's ledger files, and so of what later files hide. Of a row that is kept for the keys that members who stay share with it,
/// these keys alone are kept, under one of those members.
/// </summary>
internal sealed class LedgerPurge(LedgerStore ledgers, ParkedRows parked, BlobLeases leases, ScratchFolder scratch)
{
    private static readonly string Shadow = $"{(byte)LedgerState.Shadow}";

    /// <returns>Null: somebody works on the sync, or somebody of the people has not left; else whether there was anything of them.</returns>
    /// <param name="keyIdentifiers">Names of the identifiers by which the destination matches.</param>
    /// <param name="parkFor">The request with which rows of people are parked who have not left; null: they are waited for.</param>
    public async Task<bool?> PurgeAsync(SyncId sync, IReadOnlyCollection<ProfileId> people, IReadOnlySet<string> keyIdentifiers, string? parkFor, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"sync-{sync}", cancellationToken);
        if (lease is null)
        {
            return null;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var ledger = await ledgers.ReadAsync(sync, held.Token);
        if (ledger.ETag is null)
        {
            return false;
        }

        using var session = new DuckDbSession(scratch, memoryMegabytes: 512);
        session.FillProfiles("people", people);
        if (!await HoldsAsync(session, ledger.Manifest, held.Token))
        {
            return false;
        }

        // An open run reads the ledger's rows of its members at its end, and has no others.
        if (ledger.Manifest.OpenRun is not null || await HideAsync(session, ledger, keyIdentifiers, parkFor, held.Token) is not { } hidden)
        {
            return null;
        }

        await ledgers.RewriteAsync(hidden, held.Token);
        return true;
    }

    /// <summary>Deletes the files that were replaced up to an instant; false while somebody works on the sync.</summary>
    public async Task<bool> RemoveRetiredAsync(SyncId sync, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        if (!await ledgers.HasRetiredAsync(await ledgers.ReadAsync(sync, cancellationToken), upTo, cancellationToken))
        {
            return true;
        }

        await using var lease = await leases.TryAcquireAsync($"sync-{sync}", cancellationToken);
        if (lease is null)
        {
            return false;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        await ledgers.RemoveRetiredAsync(await ledgers.ReadAsync(sync, held.Token), upTo, held.Token);
        return true;
    }

    private async Task<bool> HoldsAsync(DuckDbSession session, LedgerManifest manifest, CancellationToken cancellationToken)
    {
        await using var files = await ledgers.RentAsync(manifest, cancellationToken);
        return files.Paths.Count > 0
            && session.ScalarInt64($"SELECT count(*) FROM read_parquet({DuckDbSession.FileList(files.Paths)}, union_by_name = true) WHERE pid IN (SELECT pid FROM people)") > 0;
    }

    /// <summary>Hides what is left of the people by newer rows. Null if somebody has not left and is waited for.</summary>
    private async Task<VersionedLedger?> HideAsync(DuckDbSession session, VersionedLedger ledger, IReadOnlySet<string> keyIdentifiers, string? parkFor, CancellationToken cancellationToken)
    {
        await using var files = await ledgers.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, cancellationToken);
        PeopleRows.Create(session);
        var leaving = session.ScalarInt64(PeopleRows.CountLeaving);
        if (leaving > 0 && parkFor is null)
        {
            return null;
        }

        if (session.ScalarInt64("SELECT count(*) FROM kept") == 0)
        {
            return ledger;
        }

        session.Execute("CREATE TABLE reduced (pid UUID, row UUID, data VARCHAR)");
        Reduce(session, keyIdentifiers);
        session.Execute($"""
            CREATE TABLE ledger_change (pid UUID, row UUID, src UUID, state UTINYINT, keys UUID[], data VARCHAR, reason VARCHAR);
            INSERT INTO ledger_change SELECT pid, row, {PlanTables.NoSource}, {(byte)LedgerState.Gone}, [], NULL, NULL FROM kept;
            INSERT INTO ledger_change SELECT h.holder, uuid(), {PlanTables.NoSource}, {Shadow}, k.keys, r.data, NULL
                FROM kept k JOIN holders h ON h.pid = k.pid AND h.row = k.row JOIN reduced r ON r.pid = k.pid AND r.row = k.row
                WHERE k.state = {Shadow};
            """);
        IReadOnlyList<string> stored = leaving > 0 && parkFor is not null ? [await parked.WriteAsync(session, PeopleRows.Leaving, parkFor, ledger.Sync, cancellationToken)] : [];
        return await ledgers.CommitAsync(session, ledger, m => m with { Parked = [.. m.Parked, .. stored] }, cancellationToken);
    }

    private static void Reduce(DuckDbSession session, IReadOnlySet<string> keyIdentifiers)
    {
        var rows = new List<(Guid Profile, Guid Row, string Data)>();
        using (var command = session.Command("SELECT pid, row, data FROM kept"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                var row = MemberRowJson.Read(new ProfileId(reader.GetGuid(0)), reader.GetString(2));
                rows.Add((reader.GetGuid(0), reader.GetGuid(1), MemberRowJson.Write(row with { Values = [.. row.Values.Where(v => keyIdentifiers.Contains(v.Key))], Enrichment = Destinations.Enrichment.None })));
            }
        }

        using var appender = session.Connection.CreateAppender("reduced");
        foreach (var (profile, row, data) in rows)
        {
            appender.CreateRow().AppendValue(profile).AppendValue(row).AppendValue(data).EndRow();
        }
    }
}
