using Activation.Storage;
using Activation.Sync.Ledger;
using Azure;

namespace Activation.Sync;

/// <summary>Looks a person up in the ledgers.</summary>
public sealed class AudienceMemberships
{
    private readonly Definitions definitions;
    private readonly LedgerStore ledgers;
    private readonly ScratchFolder scratch;

    internal AudienceMemberships(Definitions definitions, LedgerStore ledgers, ScratchFolder scratch)
    {
        this.definitions = definitions;
        this.ledgers = ledgers;
        this.scratch = scratch;
    }

    /// <summary>By sync.</summary>
    public async Task<IReadOnlyList<AudienceMembership>> FindAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        var found = new List<AudienceMembership>();
        foreach (var (id, sync) in await definitions.Syncs.ListAsync(cancellationToken))
        {
            var (state, reason) = await FindAsync(new SyncId(id), profile, cancellationToken);
            found.Add(new AudienceMembership(id, sync.Segment, sync.Destination, state, reason));
        }

        return found;
    }

    /// <summary>Of a member's rows, as of several email addresses, the one that something is still to be done about counts first.</summary>
    internal static AudiencePresence Of(IReadOnlyCollection<LedgerState> states) =>
        states.Count == 0 ? AudiencePresence.Absent
        : states.Any(s => s is LedgerState.Maybe or LedgerState.Resend) ? AudiencePresence.Pending
        : states.Contains(LedgerState.Confirmed) ? AudiencePresence.Confirmed
        : states.Contains(LedgerState.Rejected) ? AudiencePresence.Rejected
        : AudiencePresence.Leaving;

    private async Task<(AudiencePresence State, string? Reason)> FindAsync(SyncId sync, ProfileId profile, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(sync, profile, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest was replaced long enough ago for its files to be gone: the current one has others.
            return await ReadAsync(sync, profile, cancellationToken);
        }
    }

    private async Task<(AudiencePresence State, string? Reason)> ReadAsync(SyncId sync, ProfileId profile, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.ReadAsync(sync, cancellationToken);
        if (ledger.Manifest.Rows == 0 && ledger.Manifest.Changes.Count == 0)
        {
            return (AudiencePresence.Absent, null);
        }

        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        await using var files = await ledgers.OpenAsync(session, ledger.Manifest, [profile.Shard], cancellationToken);
        using var command = session.Command("SELECT state, reason FROM ledger WHERE pid = $1", [profile.Value]);
        using var reader = command.ExecuteReader();
        var states = new HashSet<LedgerState>();
        string? reason = null;
        while (reader.Read())
        {
            states.Add((LedgerState)reader.GetByte(0));
            reason ??= reader.IsDBNull(1) ? null : reader.GetString(1);
        }

        var state = Of(states);
        return (state, state == AudiencePresence.Rejected ? reason : null);
    }
}
