namespace Activation.Profiles;

/// <summary>The traits that exist, by name without regard to case. Immutable.</summary>
public sealed class TraitSchema
{
    public static readonly TraitSchema Empty = new([]);

    private readonly Dictionary<string, Trait> byName;

    public TraitSchema(IReadOnlyList<Trait> traits)
    {
        Traits = traits;
        byName = traits.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Trait> Traits { get; }

    public Trait? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>This schema with `source` providing the proposed traits; those that exist keep ordinal, spelling and type.</summary>
    public (TraitSchema Schema, bool Changed) With(SourceId source, IReadOnlyList<KeyValuePair<string, TraitType>> proposed)
    {
        var traits = Traits.ToList();
        var changed = false;
        var positions = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < traits.Count; i++)
        {
            positions[traits[i].Name] = i;
        }

        foreach (var (name, type) in proposed)
        {
            if (!positions.TryGetValue(name, out var position))
            {
                positions[name] = traits.Count;
                traits.Add(new Trait { Ordinal = traits.Count, Name = name, Type = type, Sources = [source.Value] });
                changed = true;
            }
            else if (!traits[position].Sources.Contains(source.Value, StringComparer.Ordinal))
            {
                traits[position] = traits[position] with { Sources = [.. traits[position].Sources, source.Value] };
                changed = true;
            }
        }

        return changed ? (new TraitSchema(traits), true) : (this, false);
    }
}
