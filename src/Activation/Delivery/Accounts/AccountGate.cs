using System.Collections.Concurrent;
using Activation.Destinations;
using Microsoft.Extensions.Options;

namespace Activation.Delivery.Accounts;

/// <summary>
/// The one place that every call to a platform passes: it keeps an account's limits over all of its syncs and all hosts, and what the platform asks of one
/// call holds for all that come after it.
/// </summary>
internal sealed class AccountGate(
    AccountStateStore states, AccountSlots slots, AccountTokens tokens, IOptions<DeliveryOptions> options, IOptions<DestinationHttpOptions> http, IEnumerable<IDisconnectionListener> listeners, TimeProvider time)
{
    // As of the last look; a success writes only where there is something to forget.
    private readonly ConcurrentDictionary<string, AccountState> seen = new(StringComparer.Ordinal);

    public async Task<AccountEntry> EnterAsync(AccountRef account, CancellationToken cancellationToken)
    {
        if (await LookAsync(account, cancellationToken) is { } closed)
        {
            return new AccountEntry(closed, null);
        }

        var (slot, wait) = account.Limits is { } limits ? await slots.TryTakeAsync(account.Key, limits.Concurrency, cancellationToken) : default;
        if (slot is null && account.Limits is not null)
        {
            return new AccountEntry(Wait("accountBusy", "As many calls to the account are under way as its limits allow.", wait), null);
        }

        try
        {
            if (await PayAsync(account, cancellationToken) is not { } refusal)
            {
                var entry = new AccountEntry(null, slot);
                slot = null;
                return entry;
            }

            return new AccountEntry(refusal, null);
        }
        finally
        {
            if (slot is not null)
            {
                await slot.DisposeAsync();
            }
        }
    }

    /// <summary>Leave for another call in the same entry; null if it may be made.</summary>
    public async Task<DestinationResult?> ContinueAsync(AccountRef account, CancellationToken cancellationToken) =>
        await LookAsync(account, cancellationToken) ?? await PayAsync(account, cancellationToken);

    /// <summary>Draws the conclusions from a call's answer.</summary>
    public async Task ReportAsync(AccountRef account, DestinationResult result, CancellationToken cancellationToken)
    {
        var answered = result.Outcome is not (DestinationOutcome.Retry or DestinationOutcome.Throttled or DestinationOutcome.Reconnect);
        if (answered && result.Wait is null && seen.GetValueOrDefault(account.Key) is { Failures: 0, Throttles: 0, Probing: false })
        {
            return;
        }

        var (now, jitter) = (time.GetUtcNow(), Random.Shared.NextDouble());
        if (result.Outcome == DestinationOutcome.Reconnect)
        {
            await DisconnectAsync(account, result, now, cancellationToken);
        }

        seen[account.Key] = await states.UpdateAsync(account.Key, s => AccountPace.After(s, result, options.Value, now, jitter), cancellationToken);
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
        if (isNew && refused.DisconnectedSince is { } since)
        {
            foreach (var listener in listeners)
            {
                await listener.DisconnectedAsync(account.Destination, since, refused.Code, cancellationToken);
            }
        }
    }

    private async Task<DestinationResult?> LookAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(states.GetAsync(account.Credentials, cancellationToken), states.GetAsync(account.Key, cancellationToken));
        var (credentials, state) = (looks[0], looks[1]);
        seen[account.Key] = state;
        return credentials.DisconnectedSince is not null ? new DestinationResult(DestinationOutcome.Reconnect, credentials.Code ?? "", credentials.Message ?? "") : Closed(state);
    }

    private DestinationResult? Closed(AccountState state) =>
        AccountPace.Blocked(state, time.GetUtcNow()) is { } rest ? Wait(state.Code ?? "accountBusy", state.Message ?? "The account rests, as its platform asks.", rest)
        : null;

    /// <summary>Takes a token, of those at hand or of the bucket; a failing account gives one call at a time instead.</summary>
    private async Task<DestinationResult?> PayAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var failing = seen.TryGetValue(account.Key, out var last) && AccountPace.IsFailing(last);
        if (!failing && (account.Limits is null || tokens.TryUse(account.Key)))
        {
            return null;
        }

        var now = time.GetUtcNow();
        DestinationResult? refusal = null;
        var taken = 0;
        seen[account.Key] = await states.UpdateAsync(
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
                    refusal = taken > 0 ? null : Wait("accountBusy", "The account's calls of this minute are used up.", wait);
                }

                return refusal is null && failing ? AccountPace.Probe(state, TimeSpan.FromSeconds(http.Value.HttpTimeoutSeconds), now) : state;
            },
            cancellationToken);
        if (refusal is null && !failing)
        {
            tokens.Keep(account.Key, taken - 1);
        }

        return refusal;
    }

    private static DestinationResult Wait(string code, string message, TimeSpan wait) => new(DestinationOutcome.Throttled, code, message, wait);
}
