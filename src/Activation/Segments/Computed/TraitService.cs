using Activation.Profiles;
using Activation.Segments.Events;
using Activation.Storage;

namespace Activation.Segments.Computed;

/// <summary>Defines computed traits, and says of imported ones how long they last and how they are labelled.</summary>
public sealed class TraitService(TraitCatalog catalog, SegmentRules rules, ISegmentEvents events, ScratchFolder scratch, TimeProvider time)
{
    /// <summary>The segments whose rules ask for the trait.</summary>
    public async Task<IReadOnlyList<SegmentId>> DependantsAsync(string name, CancellationToken cancellationToken) =>
        [.. (await rules.ListAsync(cancellationToken)).Where(r => AsksFor(r.Value, name)).Select(r => r.Key).Order(StringComparer.Ordinal).Select(id => new SegmentId(id))];

    /// <summary>Adds a computed trait or replaces it.</summary>
    /// <returns>Warnings: what may be a slip but does not stand in the way.</returns>
    /// <exception cref="ProblemException">400 with the path of the field at fault; 409: an import brings a trait of the name.</exception>
    public async Task<RuleCheck> PutComputedAsync(string name, TraitDefinition definition, CancellationToken cancellationToken)
    {
        CheckName(name);
        var parsed = ComputedTraitParser.Parse(definition);
        var check = RuleChecker.Check(parsed, TraitSchema.Empty, await events.ReadAsync(cancellationToken), new Dictionary<string, RuleNode>(StringComparer.Ordinal));
        PatternCheck.Check(parsed, scratch);
        return await catalog.PutComputedAsync(new ComputedTrait(name, definition), cancellationToken)
            ? check
            : throw ProblemException.Conflict("traitIsImported", "An import brings a trait of this name: give the computed one another, or say only when the imported one expires (expiresAfter).");
    }

    /// <summary>Says when the values of an imported trait are gone, and how it is labelled.</summary>
    /// <exception cref="ProblemException">400 with the field at fault; 404: there is no such trait.</exception>
    public async Task<Trait> PutImportedAsync(string name, TraitDefinition definition, CancellationToken cancellationToken)
    {
        CheckExpiry(definition.ExpiresAfter, definition.Expiry);
        return await catalog.PutAsync(name, ValueExpiry.Of(definition.ExpiresAfter, definition.Expiry, time.GetUtcNow()), definition.Labels ?? [], cancellationToken)
            ?? throw new ProblemException(404, "traitNotFound", "No import has brought a trait of this name; a computed one has an event and a measure.");
    }

    /// <summary>Checks what a source or a trait says of how long values last.</summary>
    /// <exception cref="ProblemException">400 with the field at fault.</exception>
    public static void CheckExpiry(string? expiresAfter, ExpiryMode? expiry) => TraitExpiry.Check(expiresAfter, expiry);

    /// <summary>The type that rules compare; null where no import has brought its property yet. A list's is that of its values.</summary>
    public static (TraitType? Type, bool IsList) TypeOf(ComputedTrait trait, Profiles.Events.EventSchema schema)
    {
        var measure = ComputedTraitParser.Parse(trait.Definition).Measure;
        var property = measure.Property is { } name ? schema.FindProperty(name)?.Type : null;
        var isKnown = measure.Property is null || property is not null || EventMeasures.TypeOf(measure.Kind, TraitType.Boolean) == TraitType.Number;
        return (isKnown ? EventMeasures.TypeOf(measure.Kind, property) : null, measure.Kind == EventMeasureKind.UniqueList);
    }

    private static bool AsksFor(RuleNode rule, string name) =>
        RuleNodes.Flatten(rule).OfType<TraitNode>().Any(t => string.Equals(t.Trait, name, StringComparison.OrdinalIgnoreCase));

    private static void CheckName(string name)
    {
        if (name.Length > RuleLimits.MaxTraitNameLength || name.Trim().Length != name.Length || name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name.Any(char.IsControl))
        {
            throw ProblemException.Invalid("invalidName", "name", $"The name of a trait is 1 to {RuleLimits.MaxTraitNameLength} characters, without '/' and without spaces around it.");
        }

        if (ConsentTraits.IsConsent(name))
        {
            throw ProblemException.Invalid("invalidName", "name", "Names that begin with consent: are kept for what people consent to; choose another.");
        }
    }
}
