using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring.Audit;

/// <summary>
/// The `Audit` table: who changed what, append-only, each entry with the hash of the one before. Hosts that write at the same time take turns: an entry's number is its
/// key, and who comes second looks again and links to the first.
/// </summary>
public sealed class AuditLog(ActivationStorage storage, TimeProvider time, ILogger<AuditLog> logger)
{
    private const string Partition = "log";
    private const int PageSize = 1000;

    private readonly HistoryTable<AuditEntry> table = new(storage.Table(StorageNames.AuditTable), MonitoringJson.Default.AuditEntry, int.MaxValue);

    /// <summary>Written before the change is made, so that none can be made without a trace.</summary>
    public Task BeginAsync(AuditChange change, CancellationToken cancellationToken) => AppendAsync(Entry(change, AuditPhase.Intent), cancellationToken);

    public Task EndAsync(AuditChange change, AuditOutcome outcome, CancellationToken cancellationToken) => AppendAsync(
        Entry(change, AuditPhase.Outcome) with
        {
            Status = outcome.Status,
            Code = outcome.Code,
            After = outcome.After,
            Changed = outcome.Changed is { Count: > 0 } changed ? changed : null,
            Details = outcome.Details is { Count: > 0 } details ? details : null,
        },
        cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="before">Only lower numbers; null: from the newest on.</param>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(DateTimeOffset? from, DateTimeOffset? to, int limit, long? before, CancellationToken cancellationToken)
    {
        var found = new List<AuditEntry>();
        await foreach (var (number, entry) in EnumerateAsync(before, to is null ? limit : PageSize, cancellationToken))
        {
            // Times never go back along the chain.
            if (entry.At < from || found.Count == limit)
            {
                break;
            }

            if (to is null || entry.At < to)
            {
                found.Add(entry with { Number = number });
            }
        }

        return found;
    }

    /// <summary>Goes through all of the log.</summary>
    /// <param name="noted">An entry that was noted elsewhere and must still be there.</param>
    public async Task<AuditVerification> VerifyAsync(AuditHead? noted, CancellationToken cancellationToken)
    {
        AuditHead? head = null;
        AuditBreak? broken = null;
        (long Number, AuditEntry Entry)? later = null;
        var isThere = noted is null;
        var count = 0L;
        await foreach (var current in EnumerateAsync(null, PageSize, cancellationToken))
        {
            head ??= new AuditHead(current.Number, current.Entry.Hash ?? "");
            isThere |= current.Number == noted?.Number && current.Entry.Hash == noted.Hash;
            broken = Check(later, current.Entry) ?? broken;
            later = current;
            count++;
        }

        broken = Check(later, null) ?? broken;
        if (noted is not null && !isThere && !(broken?.Number <= noted.Number))
        {
            broken = new AuditBreak(noted.Number, AuditBreakReason.NotTheNoted);
        }

        return new AuditVerification(broken is null, count, head, broken);

        static AuditBreak? Check((long Number, AuditEntry Entry)? entry, AuditEntry? previous) => entry is { } it ? AuditChain.Check(it.Number, it.Entry, previous) : null;
    }

    private async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        // Where the answer to a write was lost, the entry is there already and the client's second try is refused.
        var added = await table.AppendAsync(
            Partition, (number, newest) => newest?.Change == entry.Change && newest.Phase == entry.Phase ? null : AuditChain.Link(entry, number, newest), cancellationToken);
        if (added is not null)
        {
            MonitoringLog.Audited(logger, added.Number, added.Phase, added.Method, added.Path, added.Hash);
        }
    }

    private async IAsyncEnumerable<(long Number, AuditEntry Entry)> EnumerateAsync(
        long? before, int pageSize, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await table.ListAsync(Partition, pageSize, before, cancellationToken);
            foreach (var item in page)
            {
                yield return item;
                before = item.Number;
            }

            if (page.Count < pageSize)
            {
                yield break;
            }
        }
    }

    private AuditEntry Entry(AuditChange change, AuditPhase phase) => new()
    {
        Number = 0,
        At = time.GetUtcNow(),
        By = change.By,
        Phase = phase,
        Change = change.Id,
        Method = change.Method,
        Path = change.Path,
        Before = phase == AuditPhase.Intent ? change.Before : null,
        Previous = "",
    };
}
