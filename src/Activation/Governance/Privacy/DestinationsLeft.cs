using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;

namespace Activation.Governance.Privacy;

/// <summary>
/// Brings people out of the destinations: asks each sync that has them for a run that takes them out, also of a paused one, until its ledger has them no more; then has the
/// platform erase them from all of the account's audiences, where it offers that.
/// </summary>
internal sealed class DestinationsLeft(
    Definitions definitions, LedgerStore ledgers, LedgerPeople ledgerPeople, SyncRequests requests, RunStore runs, DestinationAccounts accounts, AccountGate gate, AccountHealth health, BlobLeases leases, AwaitedRemovals awaited, TimeProvider time)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromHours(1);

    /// <summary>Where the people are now; with new runs where they have to be asked for.</summary>
    public async Task<PrivacyEntry> AdvanceAsync(PrivacyEntry entry, IReadOnlyList<Person> people, IReadOnlyList<Person> given, CancellationToken cancellationToken)
    {
        var syncs = await definitions.Syncs.ListAsync(cancellationToken);
        var known = (await definitions.Destinations.ListAsync(cancellationToken)).Select(d => d.Key).Concat(syncs.Select(s => s.Value.Destination)).Distinct(StringComparer.Ordinal);
        var asked = new Dictionary<string, string>(entry.Runs, StringComparer.Ordinal);
        var receipts = new List<DestinationReceipt>();
        foreach (var destination in known.Concat(entry.Request.Destinations.Select(d => d.Destination)).Distinct(StringComparer.Ordinal))
        {
            var receipt = entry.Request.Destinations.FirstOrDefault(d => d.Destination == destination) ?? new DestinationReceipt(destination, PrivacyStatus.Running, 0);
            receipts.Add(receipt.Status == PrivacyStatus.Running
                ? await AdvanceAsync(receipt, [.. syncs.Where(s => s.Value.Destination == destination).Select(s => new SyncId(s.Key))], entry.AllFound, people, given, asked, cancellationToken)
                : receipt);
        }

        return entry with { Runs = asked, Request = entry.Request with { Destinations = receipts } };
    }

    private async Task<DestinationReceipt> AdvanceAsync(
        DestinationReceipt receipt, IReadOnlyList<SyncId> syncs, bool allFound, IReadOnlyList<Person> people, IReadOnlyList<Person> given, Dictionary<string, string> asked, CancellationToken cancellationToken)
    {
        var ids = people.Select(p => p.Profile).OfType<ProfileId>().ToHashSet();
        var kept = new HashSet<ProfileId>();
        string? waits = null;
        foreach (var sync in syncs)
        {
            var (leaving, rows) = await ledgerPeople.ReadAsync(sync, ids, cancellationToken);
            kept.UnionWith(rows);
            if (leaving > 0)
            {
                waits = await IsConnectedAsync(receipt.Destination, cancellationToken)
                    ? $"The sync '{sync}' still has {leaving} of the people; they leave with the run '{await AskAsync(sync, asked, cancellationToken)}'."
                    : $"The sync '{sync}' still has {leaving} of the people; they leave when its destination is connected again: renew its credentials.";
            }
            else if ((await ledgers.ReadAsync(sync, cancellationToken)).Manifest.OpenRun is { } open && asked.ContainsValue(open))
            {
                // Who shared a key with them goes back in before the run ends.
                waits = $"The run '{open}' of the sync '{sync}' has not ended.";
            }
            else if (allFound && !await HasLeftAsync(sync, ids, cancellationToken))
            {
                waits = $"The sync '{sync}' is being evaluated.";
            }
            else if (allFound && await awaited.FindAsync(sync, ids, cancellationToken) is { } run)
            {
                waits = $"The platform has taken the run '{run}' of the sync '{sync}', which takes them out, and has not said yet that it has applied it.";
            }
        }

        receipt = receipt with { People = Math.Max(receipt.People, kept.Count) };
        if (waits is not null || !allFound)
        {
            return receipt with { Code = "leaving", Message = waits ?? "Imports that began before the request are still running." };
        }

        return await EraseAsync(receipt, [.. people, .. given], cancellationToken);
    }

    private async Task<bool> IsConnectedAsync(string destination, CancellationToken cancellationToken) =>
        !DestinationId.TryParse(destination, out var id) || await health.IsConnectedAsync(id, cancellationToken);

    /// <summary>
    /// Looks once more while nobody else works on the sync: a plan that was begun before the people were found may still be about to add them, and every one that is
    /// begun from here on leaves them out.
    /// </summary>
    private async Task<bool> HasLeftAsync(SyncId sync, IReadOnlyCollection<ProfileId> people, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"sync-{sync}", cancellationToken);
        return lease is not null && (await ledgerPeople.ReadAsync(sync, people, cancellationToken)).Leaving == 0;
    }

    /// <summary>
    /// The run that takes people out; a new one if the one before has ended and somebody is still there, as when a batch could not be delivered. Where the platform refuses to take
    /// somebody out, only after an hour: asking sooner would come to the same.
    /// </summary>
    private async Task<string> AskAsync(SyncId sync, Dictionary<string, string> asked, CancellationToken cancellationToken)
    {
        if (asked.TryGetValue(sync.Value, out var earlier) && RunId.TryParse(earlier, out var run) && await runs.FindAsync(run, cancellationToken) is { } record
            && (!RunPhases.IsFinal(record.State) || (record.NotRemoved > 0 && record.EndedAt > time.GetUtcNow() - BetweenTries)))
        {
            return earlier;
        }

        return asked[sync.Value] = (await requests.ProtectAsync(sync, cancellationToken)).Value;
    }

    private async Task<DestinationReceipt> EraseAsync(DestinationReceipt receipt, IReadOnlyList<Person> people, CancellationToken cancellationToken)
    {
        var confirmed = receipt with { Status = PrivacyStatus.Finished, ConfirmedAt = time.GetUtcNow(), Code = null, Message = null };
        if (!DestinationId.TryParse(receipt.Destination, out var id) || await definitions.Destinations.FindAsync(id.Value, cancellationToken) is null)
        {
            return confirmed;
        }

        try
        {
            var (destination, account) = await accounts.GetAsync(id, cancellationToken);
            if (!destination.Type.SupportsErasure)
            {
                return confirmed;
            }

            foreach (var rows in ErasureBatches.Of(destination.Type, people))
            {
                var result = await EraseAsync(destination, account, rows, cancellationToken);
                if (result.Outcome != DestinationOutcome.Success)
                {
                    return receipt with { Erased = false, Code = result.Code, Message = $"The people have left our audiences; the call that erases them from all of the account's failed and is tried again. {result.Message}" };
                }
            }

            return confirmed with { ConfirmedAt = time.GetUtcNow(), Erased = true };
        }
        catch (ProblemException e)
        {
            return receipt with { Code = e.Code, Message = e.Message };
        }
    }

    /// <summary>A call like any other: within the account's limits, and not while it rests.</summary>
    private async Task<DestinationResult> EraseAsync(IDestination destination, DestinationAccount account, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken)
    {
        var shared = AccountRef.Of(destination, account);
        await using var entry = await gate.EnterAsync(shared, cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return refusal;
        }

        var result = await destination.EraseAsync(account, rows, cancellationToken);
        await gate.ReportAsync(shared, result, cancellationToken);
        return result;
    }
}
