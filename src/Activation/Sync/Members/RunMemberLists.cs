using System.Globalization;
using System.Numerics;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Activation.Sync.Members;

/// <summary>
/// Who is behind runs' counts: Parquet blobs `runs/{yyyyMM}/{run}.{digest}.parquet` of (pid, outcome, reason), in the order of outcome, reason, pid. A list
/// never changes; a run whose list is that of a recent run before names the same blob, so that a steady state costs nothing.
/// </summary>
public sealed class RunMemberLists
{
    private const int RetentionDays = 90;
    private const int SharedDays = 30;

    private readonly ActivationStorage storage;
    private readonly SyncStateStore states;
    private readonly ScratchFolder scratch;
    private readonly TimeProvider time;

    internal RunMemberLists(ActivationStorage storage, SyncStateStore states, ScratchFolder scratch, TimeProvider time)
    {
        this.storage = storage;
        this.states = states;
        this.scratch = scratch;
        this.time = time;
    }

    /// <summary>A page of the run's list. Empty while the run is not planned yet.</summary>
    /// <exception cref="ProblemException">404: the list was removed 90 days after the run.</exception>
    public async Task<IReadOnlyList<RunMember>> ReadAsync(RunRecord run, RunMemberQuery query, CancellationToken cancellationToken)
    {
        if (run.MemberList is not { } list)
        {
            return [];
        }

        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        if (!await LoadAsync(session, list, cancellationToken))
        {
            throw new ProblemException(404, "membersNotKept", $"The list of the run's people is not kept any more: it stays for {RetentionDays} days.");
        }

        using var command = session.Command(
            """
            SELECT pid, outcome, reason FROM member_list
            WHERE outcome = coalesce($1, outcome) AND reason = coalesce($2, reason)
              AND ($3 IS NULL OR (outcome, reason, pid) > ($3, $4, $5::UUID))
            ORDER BY outcome, reason, pid LIMIT $6
            """,
            [
                query.Outcome is { } outcome ? RunMemberQuery.Text(outcome) : null, query.Reason,
                query.After is { } after ? RunMemberQuery.Text(after.Outcome) : null, query.After?.Reason, query.After?.Profile, query.Limit,
            ]);
        using var reader = command.ExecuteReader();
        var members = new List<RunMember>();
        while (reader.Read())
        {
            members.Add(new RunMember(new ProfileId(reader.GetGuid(0)).ToString(), RunMemberQuery.ParseOutcome(reader.GetString(1)) ?? RunMemberOutcome.Excluded, reader.GetString(2)));
        }

        return members;
    }

    /// <summary>Removes lists that no run of the last 90 days names.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var cutoff = time.GetUtcNow().AddDays(-(RetentionDays + SharedDays)).ToString("yyyyMM", CultureInfo.InvariantCulture);
        var container = storage.Container(StorageNames.Runs);
        await foreach (var month in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", null, cancellationToken))
        {
            if (month.IsPrefix && string.CompareOrdinal(month.Prefix.TrimEnd('/'), cutoff) < 0)
            {
                await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, month.Prefix, cancellationToken))
                {
                    await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
                }
            }
        }
    }

    /// <summary>Writes the list of a run; answers the blob's name, null if nobody is on it.</summary>
    /// <param name="rows">Query of `pid, outcome, reason` in the session.</param>
    internal async Task<string?> WriteAsync(DuckDbSession session, RunId run, string rows, CancellationToken cancellationToken)
    {
        var digest = Digest(session, rows);
        if (digest is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var last = (await states.GetAsync(run.Sync, cancellationToken)).MemberList;
        if (last is not null && last.Digest == digest && last.At > now.AddDays(-SharedDays))
        {
            return last.Name;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMM}/{run}.{digest}.parquet");
        await ParquetUpload.CopyAsync(session, storage, scratch, $"SELECT pid, outcome, reason FROM ({rows}) ORDER BY outcome, reason, pid", StorageNames.Runs, name, cancellationToken);
        await states.UpdateAsync(run.Sync, s => s with { MemberList = new MemberListState(name, digest, now) }, cancellationToken);
        return name;
    }

    /// <summary>Makes the list the table `member_list` of the session; an empty one if there is none. False if the list is not kept any more.</summary>
    internal async Task<bool> LoadAsync(DuckDbSession session, string? list, CancellationToken cancellationToken)
    {
        session.Execute("CREATE TABLE member_list (pid UUID, outcome VARCHAR, reason VARCHAR)");
        if (list is null)
        {
            return true;
        }

        var local = scratch.NewFile(".parquet");
        try
        {
            await storage.Blob(StorageNames.Runs, list).DownloadToAsync(local, cancellationToken);
            session.Execute($"INSERT INTO member_list SELECT pid, outcome, reason FROM read_parquet({DuckDbSession.Quote(local)})");
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
        finally
        {
            File.Delete(local);
        }
    }

    // A sum over rows, since their order is nobody's: equal lists have equal digests.
    private static string? Digest(DuckDbSession session, string rows)
    {
        using var command = session.Command($"SELECT count(*), bit_xor(hash(pid, outcome, reason)), sum(hash(pid, outcome, reason)::HUGEINT) FROM ({rows})");
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.GetInt64(0) == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0):x}-{reader.GetFieldValue<ulong>(1):x16}-{reader.GetFieldValue<BigInteger>(2):x}");
    }
}
