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

    /// <summary>
    /// This schema with these names and properties, as far as there is room; properties that exist keep ordinal, spelling and type.
    /// </summary>
    internal (EventSchema Schema, bool Changed) With(IEnumerable<string> newNames, IEnumerable<KeyValuePair<string, TraitType>> proposed)
    {
        var addedNames = newNames.Where(n => !HasEvent(n)).Distinct(StringComparer.Ordinal).Take(EventCatalog.MaxNames - names.Count).ToList();
        var added = proposed.Where(p => FindProperty(p.Key) is null).DistinctBy(p => p.Key, StringComparer.OrdinalIgnoreCase).Take(EventCatalog.MaxProperties - properties.Count)
            .Select((p, i) => new EventProperty { Ordinal = properties.Count + i, Name = p.Key, Type = p.Value }).ToList();
        return addedNames.Count + added.Count == 0 ? (this, false) : (new EventSchema([.. names, .. addedNames], [.. properties, .. added]), true);
    }
}
