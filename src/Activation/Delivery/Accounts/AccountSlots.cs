using System.Collections.Concurrent;
using System.Globalization;
using Activation.Storage;

namespace Activation.Delivery.Accounts;

/// <summary>
/// Calls to an account that may be under way at the same time: each holds one of its slots, a lease on a blob, so that a host that dies frees its own. Calls of a host that
/// follow one another without a pause hand their slots on for a while.
/// </summary>
internal sealed class AccountSlots(BlobLeases leases, TimeProvider time)
{
    private readonly TimeProvider time = time;
    private readonly ConcurrentDictionary<(string Account, int Count), AccountRack> racks = new();

    /// <summary>A slot, to be freed by disposing of it; none if all are taken, and then when to come again.</summary>
    public async Task<(IAsyncDisposable? Slot, TimeSpan Wait)> TryTakeAsync(string account, int count, CancellationToken cancellationToken)
    {
        var rack = Rack(account, count);
        if (!await rack.EnterAsync(cancellationToken))
        {
            return (null, rack.NextTurn());
        }

        Slot? slot = null;
        try
        {
            slot = await TakeAsync(rack, account, count, cancellationToken);
        }
        finally
        {
            if (slot is null)
            {
                await LeaveAsync(rack, null);
            }
        }

        return slot is null ? (null, rack.NextTurn()) : (slot, TimeSpan.Zero);
    }

    /// <summary>When to come again without having asked.</summary>
    public TimeSpan NextTurn(string account, int count) => Rack(account, count).NextTurn();

    private AccountRack Rack(string account, int count) => racks.GetOrAdd((account, count), static (key, clock) => new AccountRack(key.Count, clock), time);

    private async Task<Slot?> TakeAsync(AccountRack rack, string account, int count, CancellationToken cancellationToken)
    {
        while (rack.TakeKept() is { } kept)
        {
            if (!kept.Lost.IsCancellationRequested)
            {
                return new Slot(this, rack, kept);
            }

            await FreeAsync(rack, kept);
        }

        var first = Random.Shared.Next(count);
        for (var i = 0; i < count; i++)
        {
            var number = (first + i) % count;
            if (!rack.TryUse(number))
            {
                continue;
            }

            HeldLease? lease;
            try
            {
                lease = await leases.TryAcquireAsync(string.Create(CultureInfo.InvariantCulture, $"account-{account}-{number}"), cancellationToken);
            }
            catch
            {
                rack.Free(number);
                throw;
            }

            if (lease is not null)
            {
                return new Slot(this, rack, new KeptSlot(number, lease, time.GetTimestamp(), lease.Lost));
            }

            rack.FoundElsewhere(number);
        }

        return null;
    }

    /// <summary>After a call: the slot is kept for the next one where others of this host are under way, or given to all hosts.</summary>
    private async Task PutAsync(AccountRack rack, KeptSlot slot, TimeSpan held)
    {
        try
        {
            if (rack.Keep(slot) is { } kept)
            {
                _ = FreeUnusedAsync(rack, kept);
            }
            else
            {
                await FreeAsync(rack, slot);
            }
        }
        finally
        {
            await LeaveAsync(rack, held);
        }
    }

    private static async Task LeaveAsync(AccountRack rack, TimeSpan? held)
    {
        try
        {
            var isLast = rack.Leave(held);
            while (isLast && rack.TakeKept() is { } unused)
            {
                await FreeAsync(rack, unused);
            }
        }
        finally
        {
            rack.MakeRoom();
        }
    }

    private async Task FreeUnusedAsync(AccountRack rack, KeptSlot slot)
    {
        await Task.Delay(AccountRack.Unused, time, CancellationToken.None);
        if (rack.TryTakeUnused(slot))
        {
            try
            {
                await FreeAsync(rack, slot);
            }
            finally
            {
                rack.MakeFreedRoom();
            }
        }
    }

    private static async Task FreeAsync(AccountRack rack, KeptSlot slot)
    {
        try
        {
            await slot.Lease.DisposeAsync();
        }
        finally
        {
            rack.Free(slot.Number);
        }
    }

    private sealed class Slot(AccountSlots slots, AccountRack rack, KeptSlot slot) : IAsyncDisposable
    {
        private readonly long began = slots.time.GetTimestamp();

        public async ValueTask DisposeAsync() => await slots.PutAsync(rack, slot, slots.time.GetElapsedTime(began));
    }
}
