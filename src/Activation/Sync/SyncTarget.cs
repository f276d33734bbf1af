using Activation.Destinations;

namespace Activation.Sync;

/// <summary>A sync with the platform that it goes to.</summary>
internal sealed record SyncTarget(SyncId Id, SyncDefinition Definition, IDestination Destination, DestinationAccount Account);
