using Activation.Sync;

namespace Activation.Governance.Privacy;

/// <summary>A request's people must be out of a destination's audiences until it has confirmed that they are.</summary>
internal sealed class PrivacyClaim(PrivacyStore store) : IAudienceClaim
{
    public async Task<string?> FindAsync(string destination, CancellationToken cancellationToken) =>
        (await store.ListHoldingAsync(cancellationToken)).FirstOrDefault(e => IsUnconfirmed(e.Request, destination)) is { } open ? $"The privacy request '{open.Request.RequestId}'" : null;

    private static bool IsUnconfirmed(PrivacyRequest request, string destination) =>
        request.Type != PrivacyRequestType.Unsuppress && !request.Destinations.Any(d => d.Destination == destination && d.Status == PrivacyStatus.Finished);
}
