namespace Activation.Profiles;

/// <summary>The traits that exist, imported and computed, by name without regard to case. Immutable.</summary>
public sealed class TraitSchema
{
    public static readonly TraitSchema Empty = new([]);

    private readonly Dictionary<string, Trait> byName;
    private readonly Dictionary<string, ComputedTrait> computedByName;

    public TraitSchema(IReadOnlyList<Trait> traits, IReadOnlyList<ComputedTrait>? computed = null, IReadOnlyDictionary<string, ValueExpiry>? sourceExpiries = null)
    {
        SourceExpiries = sourceExpiries ?? new Dictionary<string, ValueExpiry>(StringComparer.Ordinal);
        Traits = traits;
        Computed = computed ?? [];
        byName = traits.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        computedByName = Computed.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Those that imports bring.</summary>
    public IReadOnlyList<Trait> Traits { get; }

    public IReadOnlyList<ComputedTrait> Computed { get; }

    /// <summary>What sources say of all of their traits; also those that are deleted, so that what they brought does not come back.</summary>
    public IReadOnlyDictionary<string, ValueExpiry> SourceExpiries { get; }

    /// <summary>When the source's values of the trait are gone; null: never. Consent is not forgotten.</summary>
    public ValueExpiry? ExpiryOf(Trait trait, string source) =>
        ConsentTraits.IsConsent(trait.Name) ? null : trait.Expiry ?? SourceExpiries.GetValueOrDefault(source);

    /// <summary>Whether any value of the source is ever gone.</summary>
    public bool HasExpiry(string source) => Traits.Any(t => t.Sources.Contains(source, StringComparer.Ordinal) && ExpiryOf(t, source) is not null);

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

        return changed ? (new TraitSchema(traits, Computed, SourceExpiries), true) : (this, false);
    }

    /// <summary>This schema with a computed trait, in the place of the one of that name.</summary>
    internal TraitSchema With(ComputedTrait trait) => new(Traits, [.. Without(trait.Name).Computed, trait], SourceExpiries);

    /// <summary>This schema without a computed trait.</summary>
    internal TraitSchema Without(string name) => new(Traits, [.. Computed.Where(t => !string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase))], SourceExpiries);

    /// <summary>This schema with another expiry of an imported trait.</summary>
    internal TraitSchema With(Trait trait, ValueExpiry? expiry) => ValueExpiry.Replace(trait.Expiry, expiry) is var next && trait.Expiry == next ? this
        : new([.. Traits.Select(t => t.Ordinal == trait.Ordinal ? t with { Expiry = next } : t)], Computed, SourceExpiries);

    /// <summary>This schema with other labels of a trait, imported or computed.</summary>
    internal TraitSchema WithLabels(string name, IReadOnlyList<string> labels)
    {
        if (Find(name) is { } trait)
        {
            return trait.Labels.SequenceEqual(labels, StringComparer.Ordinal) ? this
                : new([.. Traits.Select(t => t.Ordinal == trait.Ordinal ? t with { Labels = labels } : t)], Computed, SourceExpiries);
        }

        return FindComputed(name) is { } computed ? With(computed with { Definition = computed.Definition with { Labels = labels } }) : this;
    }

    /// <summary>This schema with what a source says of its traits.</summary>
    internal TraitSchema With(SourceId source, ValueExpiry? expiry)
    {
        var said = SourceExpiries.GetValueOrDefault(source.Value);
        var next = ValueExpiry.Replace(said, expiry);
        return said == next ? this
            : new(Traits, Computed, SourceExpiries.Where(e => e.Key != source.Value).Concat(next is null ? [] : [KeyValuePair.Create(source.Value, next)]).ToDictionary(StringComparer.Ordinal));
    }
}
