using System.Globalization;
using System.Security.Cryptography;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Governance.Privacy;

/// <summary>Takes privacy requests, and tells how far they are.</summary>
public sealed class PrivacyRequests
{
    /// <summary>Identifiers in one request, at most.</summary>
    public const int MaxIdentifiers = 5000;

    /// <summary>A request that is so much overdue has lost its message with a host.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(2);

    /// <summary>Identifiers that are this old and of no request never will be of one: a host died before it noted the request.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    private readonly PrivacyStore store;
    private readonly PrivacyBatch batch;
    private readonly PrivacySteps steps;
    private readonly SuppressionList suppressions;
    private readonly RetiredFiles retired;
    private readonly IMessageQueue queue;
    private readonly TimeProvider time;
    private readonly ILogger<PrivacyRequests> logger;

    internal PrivacyRequests(
        PrivacyStore store, PrivacyBatch batch, PrivacySteps steps, SuppressionList suppressions, RetiredFiles retired, IMessageQueue queue, TimeProvider time, ILogger<PrivacyRequests> logger)
    {
        this.store = store;
        this.batch = batch;
        this.steps = steps;
        this.suppressions = suppressions;
        this.retired = retired;
        this.queue = queue;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Takes a request. Values are hashed here and go no further; from when this ends, imports refuse who is to be suppressed.</summary>
    /// <param name="suppress">Of a deletion: whether to refuse what comes later.</param>
    /// <exception cref="ProblemException">413: too many identifiers; 400: none.</exception>
    public async Task<PrivacyRequest> CreateAsync(PrivacyRequestType type, bool suppress, IReadOnlyList<GivenIdentifier> identifiers, CancellationToken cancellationToken)
    {
        if (identifiers.Count > MaxIdentifiers)
        {
            throw new ProblemException(413, "tooManyIdentifiers", string.Create(CultureInfo.InvariantCulture, $"A request takes at most {MaxIdentifiers} identifiers: split it.")) { Path = "identifiers" };
        }

        if (identifiers.Count == 0)
        {
            throw ProblemException.Invalid("noIdentifiers", "identifiers", $"Give at least one identifier: an object with one of {string.Join(", ", GivenIdentifier.Accepted)}.");
        }

        var now = time.GetUtcNow();
        var (people, invalid, named) = GivenPeople.Read(identifiers);
        var entry = new PrivacyEntry
        {
            HoldsPeople = people.Count > 0,
            Request = new PrivacyRequest
            {
                RequestId = $"{now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}",
                Type = type,
                Status = people.Count == 0 ? PrivacyStatus.Invalid : PrivacyStatus.Initialized,
                Suppress = type == PrivacyRequestType.Suppress || (type == PrivacyRequestType.Delete && suppress),
                CreatedAt = now,
                EndedAt = people.Count == 0 ? now : null,
                Identifiers = identifiers.Count,
                InvalidIdentifiers = invalid,
                Invalid = named,
            },
        };
        var id = entry.Request.RequestId;
        PrivacyLog.Taken(logger, id, type, identifiers.Count);
        if (people.Count == 0)
        {
            await store.AddAsync(entry, cancellationToken);
            return entry.Request;
        }

        // The batch first: a request that is there can be carried on by any host.
        await batch.WriteGivenAsync(id, people, cancellationToken);
        await store.AddAsync(entry, cancellationToken);
        if (type != PrivacyRequestType.Unsuppress)
        {
            entry = await steps.SuppressAsync(entry, people, cancellationToken);
            await store.UpdateAsync(id, e => e with { BegunAt = e.BegunAt ?? entry.BegunAt }, cancellationToken);
        }

        await queue.SendPrivacyAsync(new PrivacyMessage(id), "new", TimeSpan.Zero, cancellationToken);
        return entry.Request;
    }

    public async Task<PrivacyRequest?> FindAsync(string request, CancellationToken cancellationToken) => (await store.FindAsync(request, cancellationToken))?.Request;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PrivacyRequest>> ListAsync(CancellationToken cancellationToken) => [.. (await store.ListAsync(cancellationToken)).Select(e => e.Request)];

    /// <summary>How many identifiers are suppressed, each counted once for each form in which it is looked up.</summary>
    public async Task<long> CountSuppressionsAsync(CancellationToken cancellationToken) => (await suppressions.GetAsync(cancellationToken)).Count;

    /// <summary>Whether any of a profile's identifiers is suppressed.</summary>
    /// <param name="identifiers">Values by variant.</param>
    public async Task<bool> IsSuppressedAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> identifiers, CancellationToken cancellationToken)
    {
        var suppressed = await suppressions.GetAsync(cancellationToken);
        return StrongValue.Positions.SelectMany(p => identifiers.GetValueOrDefault(Identifiers.Variants[p].Name, []).Select(text => new StrongValue(p, text))).Any(suppressed.Contains);
    }

    /// <summary>Carries on a request that has failed somewhere.</summary>
    /// <exception cref="ProblemException">404 no such request; 409 nothing of it has failed, or its identifiers are gone.</exception>
    public async Task<PrivacyRequest> RetryAsync(string request, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(request, cancellationToken) ?? throw ProblemException.NotFound("privacyRequest", request);
        if (found.IsOpen || !found.HoldsPeople)
        {
            throw ProblemException.Conflict("privacyRequestNotFailed", "Only a request of which something has failed can be carried on; this one is still running, or done.");
        }

        var now = time.GetUtcNow();
        var next = await store.UpdateAsync(request, e => e.IsOpen ? null : Reopen(e, now), cancellationToken) ?? found;
        await queue.SendPrivacyAsync(new PrivacyMessage(request), $"retry-{now.UtcTicks}", TimeSpan.Zero, cancellationToken);
        return next.Request;
    }

    /// <summary>The host's tick: sends a message for each request whose own was lost, and deletes replaced files that nobody reads any more, and identifiers of no request.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var entry in await store.ListOpenAsync(cancellationToken))
        {
            if ((entry.NextAt ?? entry.Request.CreatedAt) + Overdue < now)
            {
                await queue.SendPrivacyAsync(new PrivacyMessage(entry.Request.RequestId), $"tick-{now.UtcTicks}", TimeSpan.Zero, cancellationToken);
            }
        }

        await RemoveOrphansAsync(now, cancellationToken);
        await retired.RemoveAsync(now - TimeSpan.FromHours(1), cancellationToken);
    }

    private async Task RemoveOrphansAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var request in await batch.ListAsync(now - OrphanAge, cancellationToken))
        {
            if (await store.FindAsync(request, cancellationToken) is null)
            {
                await batch.DeleteAsync(request, cancellationToken);
            }
        }
    }

    private static PrivacyEntry Reopen(PrivacyEntry entry, DateTimeOffset now) => entry with
    {
        RetriedAt = now,
        NextAt = null,
        Request = entry.Request with
        {
            Status = PrivacyStatus.Running,
            EndedAt = null,
            Destinations = [.. entry.Request.Destinations.Select(d => d.Status == PrivacyStatus.Failed ? d with { Status = PrivacyStatus.Running } : d)],
            Stores = [.. entry.Request.Stores.Select(s => s.Status == PrivacyStatus.Failed ? s with { Status = PrivacyStatus.Running } : s)],
        },
    };
}
