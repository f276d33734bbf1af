using Activation.Destinations;

namespace Activation.Api.Destinations;

/// <summary>Lets the type check settings and secret before they are stored.</summary>
internal sealed class DestinationRules(DestinationCatalog catalog)
{
    public void Check(DestinationId id, DestinationDefinition definition, IReadOnlyDictionary<string, string> secret) =>
        Type(definition.Type).Validate(new DestinationAccount(id, definition.Settings, secret));

    public IDestination Type(string type) => catalog.Find(type) ?? throw ProblemException.Invalid(
        "unknownDestinationType", "type", $"There is no destination type of that name; known are {string.Join(", ", catalog.All.Select(d => d.Type.Type).Order(StringComparer.Ordinal))}.");
}
