namespace Activation.Destinations;

/// <summary>All destination types. A new destination is a folder and a line where this is composed.</summary>
public sealed class DestinationCatalog(IEnumerable<IDestination> destinations)
{
    private readonly Dictionary<string, IDestination> byType = destinations.ToDictionary(d => d.Type.Type, StringComparer.Ordinal);

    public IReadOnlyCollection<IDestination> All => byType.Values;

    public IDestination? Find(string type) => byType.GetValueOrDefault(type);

    /// <exception cref="ProblemException">400 there is no such type.</exception>
    public IDestination Require(string type) =>
        Find(type) ?? throw ProblemException.Invalid(
            "unknownDestinationType", "type", $"There is no destination type of this name; known are {string.Join(", ", byType.Keys.Order(StringComparer.Ordinal))}.");
}
