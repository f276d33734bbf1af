namespace Activation.Profiles.Events;

/// <summary>The events that exist: their names, and the properties that they carry. Immutable.</summary>
/// <param name="names">Names of events as imported; compared exactly.</param>
public sealed class EventSchema(IReadOnlyList<string> names, IReadOnlyList<EventProperty> properties)
{
    public static readonly EventSchema Empty = new([], []);

    private readonly HashSet<string> byName = new(names, StringComparer.Ordinal);
    private readonly Dictionary<string, EventProperty> propertiesByName = properties.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Names => names;

    public IReadOnlyList<EventProperty> Properties => properties;

    public bool HasEvent(string name) => byName.Contains(name);

    public EventProperty? FindProperty(string name) => propertiesByName.GetValueOrDefault(name);
}
