namespace Activation.Destinations;

/// <summary>Destination credentials: Key Vault in Azure, a protected file locally. Values never reach a log, an answer or storage.</summary>
public interface ISecretStore
{
    /// <summary>The secret's fields by name; empty if none is stored.</summary>
    Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken);

    Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken);

    Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken);
}
