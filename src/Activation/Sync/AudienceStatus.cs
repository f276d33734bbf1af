using Activation.Destinations;
using Activation.Sync.Processing;

namespace Activation.Sync;

/// <summary>A sync's audience: what is known here, and what its platform says of it.</summary>
/// <param name="Result">Whether the platform could be asked.</param>
public sealed record AudienceStatus(SyncId Sync, string Destination, SyncState State, DateTimeOffset AskedAt, DestinationResult Result)
{
    /// <summary>The run whose calls <see cref="Report"/> is about; null if none has a receipt.</summary>
    public RunId? Run { get; init; }

    /// <summary>What is known of that run's calls from asking before; null: nothing.</summary>
    public RunProcessing? Processing { get; init; }

    /// <summary>Null if the platform could not be asked, or offers nothing.</summary>
    public AudienceReport? Report { get; init; }
}
