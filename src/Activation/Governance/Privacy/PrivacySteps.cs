using Activation.Profiles;
using Microsoft.Extensions.Options;

namespace Activation.Governance.Privacy;

/// <summary>
/// What a request still needs, in order: suppress, find the people, bring them out of the destinations and out of what is stored, wait until nobody reads the replaced
/// files any more and delete them. Each call does what can be done now; all of it may be done again.
/// </summary>
internal sealed class PrivacySteps(
    PrivacyBatch batch, SuppressionStore suppressions, PersonFinder finder, DestinationsLeft destinations, PersonalStores stores, ImportsUnderWay imports, RetiredFiles retired,
    SuppressionEnd suppressionEnd, IOptions<PrivacyOptions> options, TimeProvider time)
{
    public const string RetiredFilesStore = "retiredFiles";
    public const string RawFilesStore = "rawFiles";

    public async Task<PrivacyEntry> AdvanceAsync(PrivacyEntry entry, CancellationToken cancellationToken)
    {
        entry = entry with { NextAt = null, Request = entry.Request with { Status = PrivacyStatus.Running } };
        var given = await batch.ReadGivenAsync(entry.Request.RequestId, cancellationToken);
        if (entry.Request.Type == PrivacyRequestType.Unsuppress)
        {
            return await suppressionEnd.RunAsync(entry.Request.RequestId, given, cancellationToken) ? await EndAsync(entry, cancellationToken) : entry;
        }

        entry = await SuppressAsync(entry, given, cancellationToken);
        (entry, var people) = await FindAsync(entry, given, cancellationToken);
        entry = await destinations.AdvanceAsync(entry, people, given, cancellationToken);
        if (entry.Request.Type == PrivacyRequestType.Delete && entry.AllFound)
        {
            entry = await PurgeAsync(entry, people.Select(p => p.Profile).OfType<ProfileId>().ToHashSet(), cancellationToken);
        }

        entry = GiveUp(entry);
        return entry.AllFound && entry.Request.Destinations.All(d => d.Status != PrivacyStatus.Running) && entry.Request.Stores.All(s => s.Status != PrivacyStatus.Running)
            ? await EndAsync(entry, cancellationToken)
            : entry;
    }

    /// <summary>Also what the call that made the request did already, in case that it did not get so far.</summary>
    public async Task<PrivacyEntry> SuppressAsync(PrivacyEntry entry, IReadOnlyList<Person> given, CancellationToken cancellationToken)
    {
        if (entry.BegunAt is not null)
        {
            return entry;
        }

        await SuppressAsync(entry.Request, given, cancellationToken);
        return entry with { BegunAt = time.GetUtcNow() };
    }

    private async Task SuppressAsync(PrivacyRequest request, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        if (request.Suppress)
        {
            await suppressions.AddAsync(request.RequestId, [.. people.SelectMany(p => p.Values.Select(v => (v, p.Groups)))], cancellationToken);
        }
    }

    private async Task<(PrivacyEntry Entry, IReadOnlyList<Person> People)> FindAsync(PrivacyEntry entry, IReadOnlyList<Person> given, CancellationToken cancellationToken)
    {
        var id = entry.Request.RequestId;
        var known = await batch.ReadPeopleAsync(id, cancellationToken);
        if (entry.AllFound)
        {
            return (entry, known);
        }

        // Asked first: what an import publishes while it is looked for counts as not yet there.
        var underWay = await imports.AnySinceAsync(entry.BegunAt ?? time.GetUtcNow(), cancellationToken);
        var people = await finder.FindAsync(given, known, cancellationToken);
        await batch.WritePeopleAsync(id, people, cancellationToken);
        await SuppressAsync(entry.Request, people, cancellationToken);
        return (entry with { AllFound = !underWay, Request = entry.Request with { People = people.Count(p => p.Values.Count > 0) } }, people);
    }

    private async Task<PrivacyEntry> PurgeAsync(PrivacyEntry entry, IReadOnlySet<ProfileId> people, CancellationToken cancellationToken)
    {
        var underWay = await imports.AnySinceAsync(entry.PurgedAt ?? time.GetUtcNow(), cancellationToken);
        var hasLeft = entry.Request.Destinations.All(d => d.Status != PrivacyStatus.Running);
        var receipts = new List<StoreReceipt>();
        var waiting = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var store in stores.All)
        {
            var receipt = entry.Request.Stores.FirstOrDefault(s => s.Store == store.Name) ?? new StoreReceipt(store.Name, PrivacyStatus.Running);
            if (receipt.Status == PrivacyStatus.Running)
            {
                var result = await store.PurgeAsync(entry.Request.RequestId, people, cancellationToken);
                result = store.AfterLeaving && !hasLeft ? StillNeeded(result) : result;
                entry = result.Found ? entry with { RewrittenAt = time.GetUtcNow() } : entry;
                receipt = Receipt(store, result, underWay || entry.PurgedAt is null);
                if (result.Until is { } until)
                {
                    waiting[store.Name] = until;
                }
            }

            receipts.Add(receipt);
        }

        // A second look is due in any case: an import that began before the first may have written what it had read.
        entry = entry with { PurgedAt = entry.PurgedAt ?? time.GetUtcNow(), RewrittenAt = entry.RewrittenAt ?? time.GetUtcNow() };
        receipts.Add(await RawFilesAsync(entry, cancellationToken));
        receipts.Add(await RetiredFilesAsync(entry, receipts, cancellationToken));
        var running = receipts.Where(r => r.Status == PrivacyStatus.Running).Select(r => r.Store).ToList();
        if (running.Contains(RetiredFilesStore, StringComparer.Ordinal) && entry.RewrittenAt is { } rewritten)
        {
            waiting[RetiredFilesStore] = rewritten + Grace;
        }

        return entry with { NextAt = running.Count > 0 && running.TrueForAll(waiting.ContainsKey) ? waiting.Values.Min() : null, Request = entry.Request with { Stores = receipts } };
    }

    private TimeSpan Grace => TimeSpan.FromMinutes(options.Value.ReaderGraceMinutes);

    /// <summary>What no destination needs any more has gone; while one has not confirmed, runs go on that may leave more.</summary>
    private static PurgeResult StillNeeded(PurgeResult result) => PurgeResult.Waits("Gone but for what is needed until every destination has confirmed.") with { Found = result.Found };

    private StoreReceipt Receipt(PersonalStore store, PurgeResult result, bool isLookedAtAgain) =>
        result.Status != PrivacyStatus.Finished ? new StoreReceipt(store.Name, result.Status, null, result.Message)
        : !store.AfterLeaving && isLookedAtAgain ? new StoreReceipt(store.Name, PrivacyStatus.Running, null, "Deleted; looked at once more when imports that began before have ended.")
        : new StoreReceipt(store.Name, PrivacyStatus.Finished, time.GetUtcNow());

    private async Task<StoreReceipt> RawFilesAsync(PrivacyEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Request.Stores.FirstOrDefault(s => s.Store == RawFilesStore) is { Status: not PrivacyStatus.Running } done)
        {
            return done;
        }

        var result = await imports.RawFilesAsync(entry.Request.CreatedAt, cancellationToken);
        return new StoreReceipt(RawFilesStore, result.Status, result.Status == PrivacyStatus.Finished ? time.GetUtcNow() : null, result.Message);
    }

    private async Task<StoreReceipt> RetiredFilesAsync(PrivacyEntry entry, IEnumerable<StoreReceipt> others, CancellationToken cancellationToken)
    {
        var waiting = new StoreReceipt(RetiredFilesStore, PrivacyStatus.Running, null, "Files that were written again are deleted when nobody reads them any more.");
        if (entry.RewrittenAt is not { } rewritten || rewritten + Grace > time.GetUtcNow())
        {
            return waiting;
        }

        // Also while a destination keeps other files from being rewritten.
        var isRemoved = await retired.RemoveAsync(rewritten, cancellationToken);
        return isRemoved && !others.Any(s => s.Status == PrivacyStatus.Running && s.Store != RawFilesStore) ? new StoreReceipt(RetiredFilesStore, PrivacyStatus.Finished, time.GetUtcNow()) : waiting;
    }

    /// <summary>What has taken too long has failed; it can be carried on by hand.</summary>
    private PrivacyEntry GiveUp(PrivacyEntry entry)
    {
        if (time.GetUtcNow() < (entry.RetriedAt ?? entry.Request.CreatedAt) + TimeSpan.FromHours(options.Value.GiveUpHours))
        {
            return entry;
        }

        return entry with
        {
            AllFound = true,
            Request = entry.Request with
            {
                Destinations = [.. entry.Request.Destinations.Select(d => d.Status == PrivacyStatus.Running ? d with { Status = PrivacyStatus.Failed } : d)],
                Stores = [.. entry.Request.Stores.Select(s => s.Status == PrivacyStatus.Running ? s with { Status = PrivacyStatus.Failed } : s)],
            },
        };
    }

    /// <summary>The identifiers go with the last confirmation; where one is missing, they stay for another try, and the people stay out of every plan.</summary>
    private async Task<PrivacyEntry> EndAsync(PrivacyEntry entry, CancellationToken cancellationToken)
    {
        PrivacyStatus[] statuses = [.. entry.Request.Destinations.Select(d => d.Status), .. entry.Request.Stores.Select(s => s.Status)];
        var hasFailed = statuses.Contains(PrivacyStatus.Failed);
        if (!hasFailed)
        {
            await batch.DeleteAsync(entry.Request.RequestId, cancellationToken);
        }

        var status = statuses.All(s => s == PrivacyStatus.Finished) ? PrivacyStatus.Finished
            : statuses.All(s => s == PrivacyStatus.Failed) ? PrivacyStatus.Failed
            : PrivacyStatus.PartialSuccess;
        return entry with { HoldsPeople = hasFailed, Request = entry.Request with { Status = status, EndedAt = time.GetUtcNow() } };
    }
}
