namespace Activation.Delivery.Accounts;

/// <summary>
/// What this host knows of an account's slots: those that its own calls hold, those that other hosts had a moment ago, and how long a call takes, from which follows
/// whether the next free one is worth waiting for. Thread-safe.
/// </summary>
internal sealed class AccountRack(int count, TimeProvider time)
{
    /// <summary>Waiting for another call of this host is shorter than another trip through the queue, but nobody else's messages are handled meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>What is promised is a guess, since other hosts' calls end too.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    /// <summary>Of the usual length of a call, how much the latest one changes.</summary>
    private const double Weight = 0.2;

    private readonly Lock gate = new();
    private readonly bool[] used = new bool[count];
    private readonly DateTimeOffset[] elsewhereUntil = new DateTimeOffset[count];
    private TimeSpan? usual;
    private DateTimeOffset turn;
    private int waiting;

    private SemaphoreSlim Room { get; } = new(count);

    /// <summary>How often a slot gets free; 0 before a call has ended.</summary>
    private TimeSpan Between => (usual ?? TimeSpan.Zero) / count;

    /// <summary>Makes room for one call of this host, waiting where another's is likely to end in time. False if there is none; else <see cref="Leave"/> afterwards.</summary>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (await Room.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return true;
        }

        lock (gate)
        {
            if (Between * (waiting + 1) > Patience)
            {
                return false;
            }

            waiting++;
        }

        try
        {
            return await Room.WaitAsync(Patience, cancellationToken);
        }
        finally
        {
            lock (gate)
            {
                waiting--;
            }
        }
    }

    /// <param name="held">How long the call took; null if none was made.</param>
    public void Leave(TimeSpan? held = null)
    {
        lock (gate)
        {
            usual = held is not { } length ? usual : usual is { } known ? (known * (1 - Weight)) + (length * Weight) : length;
        }

        Room.Release();
    }

    /// <summary>False of a slot that another call of this host holds, or that another host had a moment ago.</summary>
    public bool TryUse(int slot)
    {
        lock (gate)
        {
            if (used[slot] || elsewhereUntil[slot] > time.GetUtcNow())
            {
                return false;
            }

            used[slot] = true;
            return true;
        }
    }

    public void Free(int slot)
    {
        lock (gate)
        {
            used[slot] = false;
        }
    }

    /// <summary>Another host has the slot: it is not asked for again at once, so that a busy account costs no call of the storage for each of its slots and each batch.</summary>
    public void FoundElsewhere(int slot)
    {
        lock (gate)
        {
            used[slot] = false;
            elsewhereUntil[slot] = time.GetUtcNow() + Soonest;
        }
    }

    /// <summary>When a call that found no room should come again: one after the other, as slots get free, so that they do not all ask again and again.</summary>
    public TimeSpan NextTurn()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var next = (turn > now ? turn : now) + Between;
            turn = next < now + Latest ? next : now + Latest;
            return turn - now > Soonest ? turn - now : Soonest;
        }
    }
}
