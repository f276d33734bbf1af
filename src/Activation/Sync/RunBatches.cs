using Activation.Delivery;
using Activation.Destinations;

namespace Activation.Sync;

/// <summary>The batches of a run: the first have their messages when it begins to deliver, and each of them that is over has the next one sent, so that a run of thousands never has more than a few on their way.</summary>
/// <param name="Total">How many there are, numbered from 1.</param>
/// <param name="Removes">The first of them, which take people out; the others follow when all of these are over.</param>
/// <param name="AtOnce">At most so many are on their way, but for those that are tried again.</param>
public sealed record RunBatches(int Total, int Removes, int AtOnce)
{
    /// <summary>Where an account has no limits.</summary>
    private const int Unlimited = 32;

    /// <summary>While as many are sent as the account allows, as many are ready.</summary>
    private const int ForEachSlot = 2;

    internal static RunBatches Of(IReadOnlyList<BatchRecord> batches, AccountLimits? limits) =>
        new(batches.Count, batches.Count(b => b.Operation == BatchOperation.Remove), limits?.Concurrency * ForEachSlot ?? Unlimited);

    /// <summary>The number of the batch that comes after another one; null if there is none.</summary>
    internal int? Next(int number, BatchOperation operation)
    {
        var next = number + AtOnce;
        return next <= (operation == BatchOperation.Remove ? Removes : Total) ? next : null;
    }
}
