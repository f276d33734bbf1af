using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Governance.Consents;

namespace Activation.Destinations;

/// <summary>Stores what users define as destinations, after it has been checked.</summary>
public sealed class DestinationRegistration(Definitions definitions, ISecretStore secrets, DestinationCatalog catalog)
{
    /// <param name="secret">Null or empty keeps the stored one; otherwise it replaces it as a whole.</param>
    /// <exception cref="ProblemException">400 with the path of the field at fault; 409 the type of an existing destination cannot change.</exception>
    public async Task PutAsync(DestinationId id, DestinationDefinition definition, IReadOnlyDictionary<string, string>? secret, CancellationToken cancellationToken)
    {
        var destination = catalog.Require(definition.Type);
        if (definition.Settings.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            definition = definition with { Settings = JsonElement.Parse("{}") };
        }

        definition.Limits?.Check();
        ConsentDemands.Check(definition.Consent, definition.ConsentScope);
        var stored = await definitions.Destinations.FindAsync(id.Value, cancellationToken);
        if (stored is not null && stored.Type != definition.Type)
        {
            throw ProblemException.Conflict("destinationTypeFixed", "The type of a destination cannot change: its syncs have audiences there. Make a new destination.");
        }

        var given = secret is { Count: > 0 };
        if (!given && stored is not null && AddressesOf(destination.Type).Any(a => Text(stored.Settings, a) != Text(definition.Settings, a)))
        {
            throw ProblemException.Invalid("secretNeeded", "secret", "Give the secret again: the address that it is sent to changes.");
        }

        var effective = given && secret is not null ? secret : stored is null ? new Dictionary<string, string>(StringComparer.Ordinal) : await secrets.GetAsync(id, cancellationToken);
        destination.Validate(new DestinationAccount(id, definition.Settings, effective));
        if (given)
        {
            await secrets.SetAsync(id, effective, cancellationToken);
        }

        await definitions.Destinations.PutAsync(id.Value, definition, cancellationToken);
    }

    /// <summary>Removes the destination and its secret. Whether a sync refers to it is for the caller to look at.</summary>
    /// <returns>False if there was none.</returns>
    public async Task<bool> DeleteAsync(DestinationId id, CancellationToken cancellationToken)
    {
        var existed = await definitions.Destinations.DeleteAsync(id.Value, cancellationToken);
        await secrets.DeleteAsync(id, cancellationToken);
        return existed;
    }

    /// <summary>Settings that say where the secret is sent.</summary>
    private static IEnumerable<string> AddressesOf(DestinationType type) =>
        (type.SettingsSchema["properties"] as JsonObject ?? []).Where(p => (string?)p.Value?["format"] is "uri" or "hostname").Select(p => p.Key);

    private static string? Text(JsonElement settings, string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) ? value.ToString() : null;
}
