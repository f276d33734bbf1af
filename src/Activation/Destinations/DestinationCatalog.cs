namespace Activation.Destinations;

/// <summary>All destination types. A new destination is a folder and a line where this is composed.</summary>
public sealed class DestinationCatalog(IEnumerable<IDestination> destinations)
{
    private readonly Dictionary<string, IDestination> byType = destinations.ToDictionary(d => d.Type.Type, StringComparer.Ordinal);

    public IReadOnlyCollection<IDestination> All => byType.Values;

    public IDestination? Find(string type) => byType.GetValueOrDefault(type);
}
