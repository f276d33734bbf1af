namespace Activation.Profiles;

/// <summary>The traits that exist, imported and computed, by name without regard to case. Immutable.</summary>
public sealed class TraitSchema
{
    public static readonly TraitSchema Empty = new([]);

    private readonly Dictionary<string, Trait> byName;
    private readonly Dictionary<string, ComputedTrait> computedByName;

    public TraitSchema(IReadOnlyList<Trait> traits, IReadOnlyList<ComputedTrait>? computed = null)
    {
        Traits = traits;
        Computed = computed ?? [];
        byName = traits.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        computedByName = Computed.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those that imports bring.</summary>
    public IReadOnlyList<Trait> Traits { get; }

    public IReadOnlyList<ComputedTrait> Computed { get; }

    /// <summary>Null: no import has brought it; it may be a computed one.</summary>
    public Trait? Find(string name) => byName.GetValueOrDefault(name);

    public ComputedTrait? FindComputed(string name) => computedByName.GetValueOrDefault(name);

    /// <summary>This schema with `source` providing the proposed traits; those that exist keep ordinal, spelling and type, and one that is computed is not taken.</summary>
    public (TraitSchema Schema, bool Changed) With(SourceId source, IReadOnlyList<KeyValuePair<string, TraitType>> proposed)
    {
        var traits = Traits.ToList();
        var changed = false;
        var positions = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < traits.Count; i++)
        {
            positions[traits[i].Name] = i;
        }

        foreach (var (name, type) in proposed.Where(p => FindComputed(p.Key) is null))
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

        return changed ? (new TraitSchema(traits, Computed), true) : (this, false);
    }

    /// <summary>This schema with a computed trait, in the place of the one of that name.</summary>
    internal TraitSchema With(ComputedTrait trait) => new(Traits, [.. Without(trait.Name).Computed, trait]);

    /// <summary>This schema without a computed trait.</summary>
    internal TraitSchema Without(string name) => new(Traits, [.. Computed.Where(t => !string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase))]);
}
