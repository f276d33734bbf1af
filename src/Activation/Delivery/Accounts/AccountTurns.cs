namespace Activation.Delivery.Accounts;

/// <summary>
/// Whose turn it is where several syncs want an account's slots: a run that has just had one lets those go first that wait since before, so that a small sync gets through beside a
/// large backfill. Nobody waits for whoever waits for it: each waits for somebody who began earlier. Pure.
/// </summary>
internal static class AccountTurns
{
    /// <summary>Whoever waits comes again by then: a slot may be left free for it so long.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromSeconds(5);

    /// <summary>How much later than promised a message may come.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>As many as a row of the table has room for; who comes after them waits all the same, and is let in less fairly.</summary>
    private const int MaxWaiting = 200;

    /// <summary>Whether a free slot is to be left to another sync.</summary>
    public static bool MustYield(AccountState state, AccountTurn turn, DateTimeOffset now) =>
        state.Waiting.Any(w => w.Since < turn.After && w.Until > now && w.Sync != turn.Sync.Value);

    public static bool IsWaiting(AccountState state, SyncId sync) => state.Waiting.Any(w => w.Sync == sync.Value);

    /// <summary>Whether the others know that the sync comes again then.</summary>
    public static bool IsExpected(AccountState state, SyncId sync, DateTimeOffset at) => state.Waiting.Any(w => w.Sync == sync.Value && w.Until > at);

    /// <summary>After a sync found no slot.</summary>
    /// <param name="at">When it comes again.</param>
    public static AccountState Await(AccountState state, SyncId sync, DateTimeOffset at, DateTimeOffset now)
    {
        var waiting = state.Waiting.Where(w => w.Until > now).ToList();
        var known = waiting.FindIndex(w => w.Sync == sync.Value);
        if (known >= 0)
        {
            waiting[known] = waiting[known] with { Until = at + Grace };
        }
        else if (waiting.Count < MaxWaiting)
        {
            waiting.Add(new WaitingSync(sync.Value, now, at + Grace));
        }

        return state with { Waiting = waiting };
    }

    /// <summary>After it has one.</summary>
    public static AccountState Begin(AccountState state, SyncId sync) => state with { Waiting = [.. state.Waiting.Where(w => w.Sync != sync.Value)] };
}
