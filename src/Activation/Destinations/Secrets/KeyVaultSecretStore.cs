using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Activation.Destinations.Secrets;

/// <summary>Credentials in Key Vault, one secret a destination (a JSON object). Reads are kept for a minute: the vault limits its calls.</summary>
internal sealed class KeyVaultSecretStore(SecretClient vault, TimeProvider time) : ISecretStore
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long At, IReadOnlyDictionary<string, string> Secret)> cache = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken)
    {
        var name = NameOf(destination);
        if (cache.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.At) < CacheTime)
        {
            return kept.Secret;
        }

        var at = time.GetTimestamp();
        var secret = await ReadAsync(name, cancellationToken);
        cache[name] = (at, secret);
        return secret;
    }

    public async Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken)
    {
        var name = NameOf(destination);
        var value = new KeyVaultSecret(name, JsonSerializer.Serialize(secret.ToDictionary(StringComparer.Ordinal), SecretJson.Default.Secret));
        value.Properties.ContentType = "application/json";
        try
        {
            await vault.SetSecretAsync(value, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // A deleted destination of this name: the vault keeps its secret for a while and the name with it.
            var recovery = await vault.StartRecoverDeletedSecretAsync(name, cancellationToken);
            await recovery.WaitForCompletionAsync(cancellationToken);
            await vault.SetSecretAsync(value, cancellationToken);
        }

        cache.TryRemove(name, out _);
    }

    /// <summary>The vault cannot compare and set: of two who replace at the same moment the later holds.</summary>
    public async Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken)
    {
        var secret = await ReadAsync(NameOf(destination), cancellationToken);
        if (secret.GetValueOrDefault(field) != known)
        {
            return false;
        }

        await SetAsync(destination, new Dictionary<string, string>(secret, StringComparer.Ordinal) { [field] = value }, cancellationToken);
        return true;
    }

    public async Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken)
    {
        var name = NameOf(destination);
        try
        {
            await vault.StartDeleteSecretAsync(name, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It has none, which is what was asked for.
        }

        cache.TryRemove(name, out _);
    }

    /// <summary>
    /// `destination-{id}`. The vault takes no underscore: an id with one is escaped under a prefix of its own, so that no two ids share a secret.
    /// </summary>
    internal static string NameOf(DestinationId destination) =>
        destination.Value.Contains('_', StringComparison.Ordinal)
            ? $"destinationx-{destination.Value.Replace("-", "-d", StringComparison.Ordinal).Replace("_", "-u", StringComparison.Ordinal)}"
            : $"destination-{destination.Value}";

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await vault.GetSecretAsync(name, cancellationToken: cancellationToken);

            // The parser's own exception is not passed on: its message may quote the secret.
            return Parse(secret.Value.Value) ?? throw new InvalidOperationException($"The Key Vault secret {name} is not a JSON object of texts. Set the destination's secret again.");
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private static Dictionary<string, string>? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SecretJson.Default.Secret);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
