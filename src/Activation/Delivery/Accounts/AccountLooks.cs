namespace Activation.Delivery.Accounts;

/// <summary>
/// What this host last saw of accounts' states. Calls of a host that follow one another without a pause share what one of them saw a moment ago, as long as it lets them
/// through; a call alone looks for itself. Thread-safe.
/// </summary>
internal sealed class AccountLooks(AccountStateStore states, TimeProvider time)
{
    /// <summary>As long as a call takes: what another host's answer brings is not known to calls that are under way either.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Look> looks = new(StringComparer.Ordinal);

    /// <summary>The account's state as it was seen last; null before.</summary>
    public AccountState? Last(string key)
    {
        lock (gate)
        {
            return looks.GetValueOrDefault(key)?.State;
        }
    }

    /// <summary>After a change of the state by this host.</summary>
    public void Keep(string key, AccountState state)
    {
        lock (gate)
        {
            Of(key).See(state, time.GetTimestamp());
        }
    }

    /// <summary>Begins a call; it ends with <see cref="Leave"/>.</summary>
    public void Enter(AccountRef account) => Count(account, +1);

    public void Leave(AccountRef account) => Count(account, -1);

    /// <summary>What another call saw a moment ago; null if there is none under way, or it saw nothing then.</summary>
    public (AccountState Credentials, AccountState State)? Recent(AccountRef account)
    {
        lock (gate)
        {
            return Recent(account.Credentials) is { } credentials && Recent(account.Key) is { } state ? (credentials, state) : null;
        }
    }

    /// <summary>As it is now.</summary>
    public async Task<(AccountState Credentials, AccountState State)> ReadAsync(AccountRef account, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var seen = await Task.WhenAll(states.GetAsync(account.Credentials, cancellationToken), states.GetAsync(account.Key, cancellationToken));
        lock (gate)
        {
            Of(account.Credentials).See(seen[0], began);
            Of(account.Key).See(seen[1], began);
        }

        return (seen[0], seen[1]);
    }

    private AccountState? Recent(string key) =>
        looks.GetValueOrDefault(key) is { Calls: > 1, State: { } state } look && time.GetElapsedTime(look.At) < Life ? state : null;

    private void Count(AccountRef account, int by)
    {
        lock (gate)
        {
            Of(account.Credentials).Calls += by;
            Of(account.Key).Calls += by;
        }
    }

    private Look Of(string key)
    {
        if (!looks.TryGetValue(key, out var look))
        {
            looks[key] = look = new Look();
        }

        return look;
    }

    private sealed class Look
    {
        public AccountState? State { get; private set; }

        public long At { get; private set; }

        /// <summary>Under way.</summary>
        public int Calls { get; set; }

        /// <summary>What was seen later stays.</summary>
        public void See(AccountState state, long at)
        {
            if (State is null || at >= At)
            {
                (State, At) = (state, at);
            }
        }
    }
}
