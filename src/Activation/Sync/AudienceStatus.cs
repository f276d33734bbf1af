using Activation.Destinations;

namespace Activation.Sync;

/// <summary>A sync's audience: what is known here, and what its platform says of it.</summary>
/// <param name="Result">Whether the platform could be asked.</param>
public sealed record AudienceStatus(SyncId Sync, string Destination, SyncState State, DateTimeOffset AskedAt, DestinationResult Result)
{
    /// <summary>The run whose calls <see cref="Report"/> is about; null if none has a receipt.</summary>
    public RunId? Run { get; init; }

    /// <summary>Null if the platform could not be asked, or offers nothing.</summary>
    public AudienceReport? Report { get; init; }
}
