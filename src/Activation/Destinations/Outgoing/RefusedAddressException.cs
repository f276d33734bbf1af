namespace Activation.Destinations.Outgoing;

/// <summary>A host was not connected to, because none of its addresses may be.</summary>
internal sealed class RefusedAddressException() : Exception("None of the host's addresses is public.");
