using Activation.Destinations;
using Microsoft.Extensions.Options;

namespace Activation.Delivery.Accounts;

/// <summary>
/// The one place that every call to a platform passes: it keeps an account's limits over all of its syncs and all hosts, and what the platform asks of one
/// call holds for all that come after it.
/// </summary>
internal sealed class AccountGate(
    AccountStateStore states, AccountLooks looks, AccountSlots slots, AccountTokens tokens, IOptions<DeliveryOptions> options, IOptions<DestinationHttpOptions> http, IEnumerable<IDisconnectionListener> listeners, TimeProvider time)
{
    /// <summary>Code of a refusal for want of a slot or a token of our own limits: whoever comes again after its wait has its turn, and has lost nothing.</summary>
    public const string Busy = "accountBusy";

    public static bool IsTurn(DestinationResult refusal) => refusal is { Outcome: DestinationOutcome.Throttled, Code: Busy };

    /// <summary>For a call now and then that takes its chance.</summary>
    public Task<AccountEntry> EnterAsync(AccountRef account, CancellationToken cancellationToken) => EnterAsync(account, null, cancellationToken);

    /// <param name="turn">For whom; the sync comes again when the refusal says.</param>
    public async Task<AccountEntry> EnterAsync(AccountRef account, AccountTurn? turn, CancellationToken cancellationToken)
    {
        looks.Enter(account);
        try
        {
            return await EnterCountedAsync(account, turn, cancellationToken);
        }
        catch
        {
            looks.Leave(account);
            throw;
        }
    }

    private async Task<AccountEntry> EnterCountedAsync(AccountRef account, AccountTurn? turn, CancellationToken cancellationToken)
    {
        if (await LookAsync(account, mayBeRecent: true, cancellationToken) is { } closed)
        {
            return new AccountEntry(closed, null, () => looks.Leave(account));
        }

        var (slot, wait) = account.Limits is { } limits ? await TakeAsync(account, limits, turn, cancellationToken) : default;
        if (slot is null && account.Limits is not null)
        {
            return new AccountEntry(Wait(Busy, "As many calls to the account are under way as its limits allow.", wait), null, () => looks.Leave(account));
        }

        try
        {
            var refusal = await PayAsync(account, cancellationToken);
            if (refusal is null && turn is not null && looks.Last(account.Key) is { } seen && AccountTurns.IsWaiting(seen, turn.Sync))
            {
                looks.Keep(account.Key, await states.UpdateAsync(account.Key, s => AccountTurns.Begin(s, turn.Sync), cancellationToken));
            }

            var entry = new AccountEntry(refusal, refusal is null ? slot : null, () => looks.Leave(account));
            slot = refusal is null ? null : slot;
            return entry;
        }
        finally
        {
            if (slot is not null)
            {
                await slot.DisposeAsync();
            }
        }
    }

    private async Task<(IAsyncDisposable? Slot, TimeSpan Wait)> TakeAsync(AccountRef account, AccountLimits limits, AccountTurn? turn, CancellationToken cancellationToken)
    {
        var mustYield = turn is not null && looks.Last(account.Key) is { } seen && AccountTurns.MustYield(seen, turn, time.GetUtcNow());
        var (slot, wait) = mustYield ? (null, slots.NextTurn(account.Key, limits.Concurrency)) : await slots.TryTakeAsync(account.Key, limits.Concurrency, cancellationToken);
        wait = turn is null || wait < AccountTurns.Latest ? wait : AccountTurns.Latest;
        var now = time.GetUtcNow();
        if (slot is null && turn is not null && !(looks.Last(account.Key) is { } state && AccountTurns.IsExpected(state, turn.Sync, now + wait)))
        {
            looks.Keep(account.Key, await states.UpdateAsync(account.Key, s => AccountTurns.Await(s, turn.Sync, now + wait, now), cancellationToken));
        }

        return (slot, wait);
    }

    /// <summary>Leave for another call in the same entry; null if it may be made.</summary>
    public async Task<DestinationResult?> ContinueAsync(AccountRef account, CancellationToken cancellationToken) =>
        await LookAsync(account, mayBeRecent: false, cancellationToken) ?? await PayAsync(account, cancellationToken);

    /// <summary>Draws the conclusions from a call's answer.</summary>
    public async Task ReportAsync(AccountRef account, DestinationResult result, CancellationToken cancellationToken)
    {
        var answered = result.Outcome is not (DestinationOutcome.Retry or DestinationOutcome.Throttled or DestinationOutcome.Reconnect);
        if (answered && result.Wait is null && looks.Last(account.Key) is { Failures: 0, Throttles: 0, Probing: false })
        {
            // A success writes only where there is something to forget.
            return;
        }

        var (now, jitter) = (time.GetUtcNow(), Random.Shared.NextDouble());
        if (result.Outcome == DestinationOutcome.Reconnect)
        {
            await DisconnectAsync(account, result, now, cancellationToken);
        }

        looks.Keep(account.Key, await states.UpdateAsync(account.Key, s => AccountPace.After(s, result, options.Value, now, jitter), cancellationToken));
    }

    private async Task DisconnectAsync(AccountRef account, DestinationResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isNew = false;
        var refused = await states.UpdateAsync(
            account.Credentials,
            state =>
            {
                isNew = state.DisconnectedSince is null;
                return AccountPace.Disconnect(state, result, now);
            },
            cancellationToken);
        looks.Keep(account.Credentials, refused);
        if (isNew && refused.DisconnectedSince is { } since)
        {
            foreach (var listener in listeners)
            {
                await listener.DisconnectedAsync(account.Destination, since, refused.Code, cancellationToken);
            }
        }
    }

    /// <param name="mayBeRecent">What another call saw a moment ago lets this one through, too; what it saw against it is looked at again.</param>
    private async Task<DestinationResult?> LookAsync(AccountRef account, bool mayBeRecent, CancellationToken cancellationToken)
    {
        if (mayBeRecent && looks.Recent(account) is { Credentials.DisconnectedSince: null } recent && Closed(recent.State) is null)
        {
            return null;
        }

        var (credentials, state) = await looks.ReadAsync(account, cancellationToken);
        return credentials.DisconnectedSince is not null ? new DestinationResult(DestinationOutcome.Reconnect, credentials.Code ?? "", credentials.Message ?? "") : Closed(state);
    }

    private DestinationResult? Closed(AccountState state) =>
        AccountPace.Blocked(state, time.GetUtcNow()) is { } rest ? Wait(state.Code ?? "accountRests", state.Message ?? "The account rests, as its platform asks.", rest)
        : null;

    /// <summary>Takes a token, of those at hand or of the bucket; a failing account gives one call at a time instead.</summary>
    private async Task<DestinationResult?> PayAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var failing = looks.Last(account.Key) is { } last && AccountPace.IsFailing(last);
        if (!failing && (account.Limits is null || tokens.TryUse(account.Key)))
        {
            return null;
        }

        var now = time.GetUtcNow();
        DestinationResult? refusal = null;
        var taken = 0;
        var paid = await states.UpdateAsync(
            account.Key,
            state =>
            {
                refusal = Closed(state);
                if (refusal is not null)
                {
                    return state;
                }

                if (account.Limits is { } limits)
                {
                    (state, taken, var wait) = AccountPace.Take(state, limits, failing ? 1 : AccountPace.Reserve(limits), now);
                    refusal = taken > 0 ? null : Wait(Busy, "The account's calls of this minute are used up.", wait);
                }

                return refusal is null && failing ? AccountPace.Probe(state, TimeSpan.FromSeconds(http.Value.HttpTimeoutSeconds), now) : state;
            },
            cancellationToken);
        looks.Keep(account.Key, paid);
        if (refusal is null && !failing)
        {
            tokens.Keep(account.Key, taken - 1);
        }

        return refusal;
    }

    private static DestinationResult Wait(string code, string message, TimeSpan wait) => new(DestinationOutcome.Throttled, code, message, wait);
}
