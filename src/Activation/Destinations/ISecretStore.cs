namespace Activation.Destinations;

/// <summary>Destination credentials: Key Vault in Azure, a protected file locally. Values never reach a log, an answer or storage.</summary>
public interface ISecretStore
{
    /// <summary>The secret's fields by name; empty if none is stored.</summary>
    Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken);

    Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken);

    /// <summary>Gives one field another value, if it still has the one that it is known to have had.</summary>
    /// <returns>False if it has not.</returns>
    Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken);

    Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken);
}
