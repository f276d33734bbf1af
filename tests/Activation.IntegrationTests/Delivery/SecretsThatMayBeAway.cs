using Activation.Destinations;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Secrets in memory, which cannot be read while their store is away.</summary>
internal sealed class SecretsThatMayBeAway : ISecretStore
{
    private readonly Dictionary<DestinationId, IReadOnlyDictionary<string, string>> secrets = [];

    public bool AreAway { get; set; }

    /// <summary>Puts them in the place of the host's.</summary>
    public void Replace(IServiceCollection services)
    {
        services.Remove(services.Single(s => s.ServiceType == typeof(ISecretStore)));
        services.AddSingleton<ISecretStore>(this);
    }

    public Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken) => AreAway
        ? throw new IOException("The store of secrets is away.")
        : Task.FromResult(secrets.GetValueOrDefault(destination) ?? new Dictionary<string, string>(StringComparer.Ordinal));

    public Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken)
    {
        secrets[destination] = secret;
        return Task.CompletedTask;
    }

    public Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken)
    {
        secrets.Remove(destination);
        return Task.CompletedTask;
    }
}
