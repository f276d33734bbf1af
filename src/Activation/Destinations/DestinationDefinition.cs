using System.Text.Json;
using Activation.Governance.Consents;

namespace Activation.Destinations;

/// <summary>A configured account at a platform: `PUT /api/destinations/{id}`. Its secret is kept apart, see <see cref="ISecretStore"/>.</summary>
public sealed record DestinationDefinition
{
    /// <summary>A type of the catalogue: `meta`, `webhook`, `file`, ….</summary>
    public required string Type { get; init; }

    public string? Name { get; init; }

    /// <summary>As the type's settings schema says.</summary>
    public JsonElement Settings { get; init; }

    /// <summary>How hard its account may be called, by all of its syncs together; what its type declares if null.</summary>
    public AccountLimits? Limits { get; init; }

    /// <summary>Purposes to all of which a person must have consented to be sent here; null: those that the platform itself asks, empty: none.</summary>
    public IReadOnlyList<string>? Consent { get; init; }

    /// <summary>Of whom <see cref="Consent"/> is demanded.</summary>
    public ConsentScope ConsentScope { get; init; }

    /// <summary>What is done with the data there beside what its platform does in any case: see <see cref="Governance.Labels.MarketingActions"/>.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];
}
