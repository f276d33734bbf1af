using System.Collections.Concurrent;
using System.Globalization;
using Activation.Storage;

namespace Activation.Delivery.Accounts;

/// <summary>
/// Calls to an account that may be under way at the same time: each holds one of its slots, a lease on a blob, so that a host that dies frees its own.
/// </summary>
internal sealed class AccountSlots(BlobLeases leases, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Account, int Count), AccountRack> racks = new();

    /// <summary>A slot, to be freed by disposing of it; none if all are taken, and then when to come again.</summary>
    public async Task<(IAsyncDisposable? Slot, TimeSpan Wait)> TryTakeAsync(string account, int count, CancellationToken cancellationToken)
    {
        var rack = racks.GetOrAdd((account, count), static (key, clock) => new AccountRack(key.Count, clock), time);
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
                rack.Leave();
            }
        }

        return slot is null ? (null, rack.NextTurn()) : (slot, TimeSpan.Zero);
    }

    private async Task<Slot?> TakeAsync(AccountRack rack, string account, int count, CancellationToken cancellationToken)
    {
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
                return new Slot(rack, number, lease, time);
            }

            rack.FoundElsewhere(number);
        }

        return null;
    }

    private sealed class Slot(AccountRack rack, int number, HeldLease lease, TimeProvider time) : IAsyncDisposable
    {
        private readonly long began = time.GetTimestamp();

        public async ValueTask DisposeAsync()
        {
            var held = time.GetElapsedTime(began);
            try
            {
                await lease.DisposeAsync();
            }
            finally
            {
                rack.Free(number);
                rack.Leave(held);
            }
        }
    }
}
