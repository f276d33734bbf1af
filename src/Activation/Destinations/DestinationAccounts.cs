namespace Activation.Destinations;

/// <summary>Configured destinations, ready to be called.</summary>
public sealed class DestinationAccounts(Definitions definitions, ISecretStore secrets, DestinationCatalog catalog)
{
    /// <summary>The destination's platform and its account with the secret.</summary>
    /// <exception cref="ProblemException">404 no such destination; 400 its settings or secret are not what its type needs (any more).</exception>
    public async Task<(IDestination Destination, DestinationAccount Account)> GetAsync(DestinationId id, CancellationToken cancellationToken)
    {
        var definition = await definitions.Destinations.FindAsync(id.Value, cancellationToken) ?? throw ProblemException.NotFound("destination", id.Value);
        var destination = catalog.Require(definition.Type);
        var account = new DestinationAccount(id, definition.Settings, await secrets.GetAsync(id, cancellationToken)) { Limits = definition.Limits, Consent = definition.Consent };
        destination.Validate(account);
        return (destination, account);
    }

    /// <summary>Names the account that a stored destination leads to, see <see cref="IDestination.AccountOf"/>; null where its settings name none.</summary>
    internal async Task<string?> FindKeyAsync(DestinationId id, DestinationDefinition definition, CancellationToken cancellationToken)
    {
        if (catalog.Find(definition.Type) is not { } destination)
        {
            return null;
        }

        var secret = destination.Type.AccountInSecret ? await secrets.GetAsync(id, cancellationToken) : new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            return destination.AccountOf(new DestinationAccount(id, definition.Settings, secret));
        }
        catch (ProblemException)
        {
            // Settings of an earlier version: what cannot be called has no state either.
            return null;
        }
    }
}
