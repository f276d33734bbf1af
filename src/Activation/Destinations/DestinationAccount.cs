using System.Text.Json;

namespace Activation.Destinations;

/// <summary>A destination with its secret, for the duration of a call. Not a record: a generated ToString would print the secret.</summary>
public sealed class DestinationAccount(DestinationId id, JsonElement settings, IReadOnlyDictionary<string, string> secret)
{
    public DestinationId Id => id;

    public JsonElement Settings => settings;

    public IReadOnlyDictionary<string, string> Secret => secret;

    /// <summary>The user's; null leaves them to <see cref="DestinationType.Limits"/>.</summary>
    public AccountLimits? Limits { get; init; }

    /// <summary>See <see cref="DestinationDefinition.Consent"/>.</summary>
    public IReadOnlyList<string>? Consent { get; init; }

    /// <summary>A string setting, or null if it is absent, empty or not a string.</summary>
    public string? Setting(string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
