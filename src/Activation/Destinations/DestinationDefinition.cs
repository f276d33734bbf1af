using System.Text.Json;

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

    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];
}
