using System.Text.Json;

namespace Activation.Destinations;

/// <summary>What a destination gets of a member beside the identifiers. It plays no part in our matching, and a remove has none unless the platform finds people by traits, see <see cref="DestinationType.FindingTraits"/>.</summary>
/// <param name="Value">What the person is worth, 0 or more, in a sync with a value trait; else null.</param>
/// <param name="Traits">The traits that are sent along and that the person has, by name; values as JSON.</param>
public sealed record Enrichment(double? Value, IReadOnlyList<KeyValuePair<string, JsonElement>> Traits)
{
    public static readonly Enrichment None = new(null, []);

    /// <summary>Of <see cref="DestinationType.StatedConsents"/>, the ones that the person has given. Of others nothing is known, or the person has refused.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    public bool IsEmpty => Value is null && Traits.Count == 0 && Consents.Count == 0;
}
