namespace Activation.Delivery.Accounts;

/// <summary>
/// What this host knows of an account's slots: those that its own calls hold, those that other hosts had a moment ago, and how long a call takes, from which follows
/// when the next one gets free. Nobody waits for a call's end here: that would keep the messages of other accounts from a worker. Thread-safe.
/// </summary>
internal sealed class AccountRack(int count, TimeProvider time)
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>What is promised is a guess, since other hosts' calls end too.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    /// <summary>How long calls of one host hand a slot on before all hosts may have it again.</summary>
    private static readonly TimeSpan Tenure = TimeSpan.FromSeconds(2);

    /// <summary>A slot that is kept goes to all hosts if no call has taken it by then.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromMilliseconds(250);

    /// <summary>Of the usual length of a call, how much the latest one changes.</summary>
    private const double Weight = 0.2;

    private readonly Lock gate = new();
    private readonly bool[] used = new bool[count];
    private readonly DateTimeOffset[] elsewhereUntil = new DateTimeOffset[count];
    private readonly List<KeptSlot> kept = new(count);
    private TimeSpan? usual;
    private DateTimeOffset turn;
    private int inside;
    private int freeing;
    private int waiting;

    private SemaphoreSlim Room { get; } = new(count);

    /// <summary>How often a slot gets free; 0 before a call has ended.</summary>
    private TimeSpan Between => (usual ?? TimeSpan.Zero) / count;

    /// <summary>
    /// Makes room for one call of this host. False if there is none; else <see cref="Leave"/> afterwards. Whoever has room finds a slot, unless other hosts have them all: those
    /// that are being freed take room, too, and are waited for.
    /// </summary>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (!Room.Wait(TimeSpan.Zero, CancellationToken.None) && !await AwaitFreedAsync(cancellationToken))
        {
            return false;
        }

        lock (gate)
        {
            inside++;
        }

        return true;
    }

    /// <summary>After a call; <see cref="MakeRoom"/> when its slot is kept or free.</summary>
    /// <param name="held">How long the call took; null if none was made.</param>
    /// <returns>Whether no other call of this host is under way.</returns>
    public bool Leave(TimeSpan? held = null)
    {
        lock (gate)
        {
            usual = held is not { } length ? usual : usual is { } known ? (known * (1 - Weight)) + (length * Weight) : length;
            return --inside == 0;
        }
    }

    /// <summary>Lets the next call in.</summary>
    public void MakeRoom() => Room.Release();

    /// <summary>Keeps a slot for the next call of this host, where others are under way and it has not been kept for long; null where it is not. Before <see cref="Leave"/>.</summary>
    public KeptSlot? Keep(KeptSlot slot)
    {
        lock (gate)
        {
            if (inside < 2 || slot.Lost.IsCancellationRequested || time.GetElapsedTime(slot.Since) >= Tenure)
            {
                return null;
            }

            slot = slot with { Times = slot.Times + 1 };
            kept.Add(slot);
            return slot;
        }
    }

    /// <summary>A slot that is kept; null if there is none.</summary>
    public KeptSlot? TakeKept()
    {
        lock (gate)
        {
            if (kept.Count == 0)
            {
                return null;
            }

            var slot = kept[^1];
            kept.RemoveAt(kept.Count - 1);
            return slot;
        }
    }

    /// <summary>Takes a slot that no call has taken since it was kept, to free it: <see cref="MakeFreedRoom"/> afterwards. False where one has, or is about to.</summary>
    public bool TryTakeUnused(KeptSlot slot)
    {
        // Room is taken, and given back, in the same breath as the count of what is being freed: a call that finds no room in between would be refused for nothing.
        lock (gate)
        {
            if (!kept.Contains(slot) || !Room.Wait(TimeSpan.Zero, CancellationToken.None))
            {
                return false;
            }

            kept.Remove(slot);
            freeing++;
            return true;
        }
    }

    /// <summary>The slot of <see cref="TryTakeUnused"/> is free.</summary>
    public void MakeFreedRoom()
    {
        lock (gate)
        {
            freeing--;
            MakeRoom();
        }
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

    private async Task<bool> AwaitFreedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (Room.Wait(TimeSpan.Zero, CancellationToken.None))
            {
                return true;
            }

            if (waiting >= freeing)
            {
                return false;
            }

            waiting++;
        }

        try
        {
            await Room.WaitAsync(cancellationToken);
            return true;
        }
        finally
        {
            lock (gate)
            {
                waiting--;
            }
        }
    }
}
