using Activation.Delivery.Processing;
using Activation.Destinations;

namespace Activation.Delivery;

/// <summary>How an attempt at a batch ended.</summary>
/// <param name="Result">Null: it goes on with another message.</param>
/// <param name="Calls">As <see cref="BatchRecord.Calls"/>.</param>
/// <param name="FailingSince">As <see cref="Sync.SyncState.FailingSince"/>.</param>
internal sealed record BatchSent(SendResult? Result, int Calls = 0, DateTimeOffset? FailingSince = null)
{
    /// <summary>The calls that the platform took and works on after its answer.</summary>
    public IReadOnlyList<AwaitedCall> Awaited { get; init; } = [];

    /// <summary>As <see cref="BatchRecord.AwaitsRunEnd"/>, of this attempt.</summary>
    public bool AwaitsRunEnd { get; init; }
}
