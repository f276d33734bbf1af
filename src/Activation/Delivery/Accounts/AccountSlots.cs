using System.Collections.Concurrent;
using System.Globalization;
using Activation.Storage;

namespace Activation.Delivery.Accounts;

/// <summary>
/// Calls to an account that may be under way at the same time: each holds one of its slots, a lease on a blob, so that a host that dies frees its own.
/// </summary>
internal sealed class AccountSlots(BlobLeases leases)
{
    /// <summary>Waiting for another call of this host is shorter than another trip through the queue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Account, int Count), Rack> racks = new();

    /// <summary>Null if all slots are taken; else free it by disposing of it.</summary>
    public async Task<IAsyncDisposable?> TryTakeAsync(string account, int count, CancellationToken cancellationToken)
    {
        var rack = racks.GetOrAdd((account, count), static key => new Rack(key.Count));
        if (!await rack.Room.WaitAsync(Patience, cancellationToken))
        {
            return null;
        }

        try
        {
            if (await TakeAsync(rack, account, count, cancellationToken) is { } slot)
            {
                return slot;
            }
        }
        catch
        {
            rack.Room.Release();
            throw;
        }

        rack.Room.Release();
        return null;
    }

    private async Task<Slot?> TakeAsync(Rack rack, string account, int count, CancellationToken cancellationToken)
    {
        var first = Random.Shared.Next(count);
        for (var i = 0; i < count; i++)
        {
            var number = (first + i) % count;
            if (!rack.Taken.TryAdd(number, 0))
            {
                continue;
            }

            HeldLease? lease = null;
            try
            {
                lease = await leases.TryAcquireAsync(string.Create(CultureInfo.InvariantCulture, $"account-{account}-{number}"), cancellationToken);
            }
            finally
            {
                if (lease is null)
                {
                    rack.Taken.TryRemove(number, out _);
                }
            }

            if (lease is not null)
            {
                return new Slot(rack, number, lease);
            }
        }

        return null;
    }

    /// <summary>What this host uses of an account's slots.</summary>
    private sealed class Rack(int count)
    {
        public SemaphoreSlim Room { get; } = new(count);

        public ConcurrentDictionary<int, byte> Taken { get; } = new();
    }

    private sealed class Slot(Rack rack, int number, HeldLease lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.DisposeAsync();
            }
            finally
            {
                rack.Taken.TryRemove(number, out _);
                rack.Room.Release();
            }
        }
    }
}
