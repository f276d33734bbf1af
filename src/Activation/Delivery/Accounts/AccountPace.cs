using Activation.Destinations;

namespace Activation.Delivery.Accounts;

/// <summary>When an account may be called, and what an answer means for the next call. Pure.</summary>
internal static class AccountPace
{
    /// <summary>Failed calls in a row after which the account rests, and is then tried with one call at a time.</summary>
    public const int FailuresBeforeRest = 3;

    /// <summary>The longest that a call without a token is sent away for, unless the next token takes longer: what others have been promised may be given up.</summary>
    private static readonly TimeSpan LatestTurn = TimeSpan.FromMinutes(5);

    public static bool IsFailing(AccountState state) => state.Failures >= FailuresBeforeRest;

    /// <summary>How long a block still lasts; null if there is none.</summary>
    public static TimeSpan? Blocked(AccountState state, DateTimeOffset now) => state.BlockedUntil > now ? state.BlockedUntil - now : null;

    /// <summary>How many tokens a host takes from the bucket at a time, for its next calls: a tenth of it or those of a second, but never more than half.</summary>
    public static int Reserve(AccountLimits limits) => (int)Math.Max(1, Math.Min(limits.Burst / 2, Math.Max(limits.Burst / 10, limits.CallsPerMinute / 60)));

    /// <summary>Takes tokens from the bucket, which refills evenly.</summary>
    /// <param name="most">As many as there are, up to this.</param>
    /// <returns>The state after it and how many were taken; if none, how long until there is one that none of those who asked before waits for.</returns>
    public static (AccountState State, int Taken, TimeSpan Wait) Take(AccountState state, AccountLimits limits, int most, DateTimeOffset now)
    {
        var rate = limits.CallsPerMinute / 60;
        var rested = state.RefilledAt is { } at && now > at ? (now - at).TotalSeconds : 0;
        var tokens = Math.Min(limits.Burst, (state.Tokens ?? limits.Burst) + (rested * rate));
        var taken = Math.Min(most, (int)tokens);
        var left = state with { Tokens = tokens - taken, RefilledAt = state.RefilledAt > now ? state.RefilledAt : now };
        if (taken > 0)
        {
            // Where the bucket was full, nobody waits.
            return (tokens < limits.Burst ? left : left with { NextTurnAt = null }, taken, TimeSpan.Zero);
        }

        // Rounded up: a wait of nothing would be asked for again at once.
        var next = now + TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((1 - tokens) / rate * 1000)));
        var turn = state.NextTurnAt + TimeSpan.FromSeconds(1 / rate);
        turn = turn > now + LatestTurn ? now + LatestTurn : turn;
        var wait = (turn > next ? turn.Value : next) - now;
        return (left with { NextTurnAt = now + wait }, 0, wait);
    }

    /// <summary>When the calls of a run, counted from 0, have their turn if the account has rested.</summary>
    public static TimeSpan Delay(AccountLimits limits, int index) => TimeSpan.FromMinutes(Math.Max(0, index + 1 - limits.Burst) / limits.CallsPerMinute);

    /// <summary>Lets one call through to a failing account, and none beside it until it has ended or must have.</summary>
    public static AccountState Probe(AccountState state, TimeSpan longestCall, DateTimeOffset now) =>
        state with { Probing = true, BlockedUntil = now + longestCall };

    /// <summary>The state after a call's answer.</summary>
    /// <param name="jitter">0 to 1.</param>
    public static AccountState After(AccountState state, DestinationResult result, DeliveryOptions options, DateTimeOffset now, double jitter)
    {
        var blocked = state.Probing ? null : state.BlockedUntil;
        state = state with { Probing = false, BlockedUntil = blocked };
        switch (result.Outcome)
        {
            case DestinationOutcome.Retry:
                var failures = state.Failures + 1;
                var rest = failures < FailuresBeforeRest ? (TimeSpan?)null : Backoff.Next(options, failures - FailuresBeforeRest + 1, null, jitter);
                return state with
                {
                    Failures = failures,
                    FailingSince = state.FailingSince ?? now,
                    BlockedUntil = Later(Later(blocked, now + rest), now + result.Wait),
                    Code = result.Code,
                    Message = result.Message,
                };

            case DestinationOutcome.Throttled:
                var throttles = state.Throttles + 1;
                return state with
                {
                    Throttles = throttles,
                    BlockedUntil = Later(blocked, now + Backoff.Next(options, throttles, result.Wait, jitter)),
                    Code = result.Code,
                    Message = result.Message,
                };

            default:
                // The platform answers: whatever was wrong with the call is not wrong with the account, which may be called with other credentials too.
                return state with
                {
                    Throttles = 0,
                    Failures = 0,
                    FailingSince = null,
                    BlockedUntil = Later(blocked, now + result.Wait),
                    Code = null,
                    Message = null,
                };
        }
    }

    /// <summary>The state of credentials after an answer that refuses them.</summary>
    public static AccountState Disconnect(AccountState state, DestinationResult result, DateTimeOffset now) =>
        state with { DisconnectedSince = state.DisconnectedSince ?? now, CheckedAt = now, Code = result.Code, Message = result.Message };

    /// <summary>The state of credentials once they work again.</summary>
    public static AccountState Reconnect(AccountState state) => state with { DisconnectedSince = null, CheckedAt = null, Code = null, Message = null };

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}
