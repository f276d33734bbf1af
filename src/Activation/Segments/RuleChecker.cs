using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Computed;
using Activation.Segments.Events;
using Activation.Segments.Sql;

namespace Activation.Segments;

/// <summary>Checks a rule against what exists: traits, events and other segments.</summary>
internal sealed class RuleChecker
{
    private readonly TraitSchema traits;
    private readonly EventSchema events;
    private readonly Dictionary<string, RuleWarning> warnings = new(StringComparer.OrdinalIgnoreCase);

    private RuleChecker(TraitSchema traits, EventSchema events)
    {
        this.traits = traits;
        this.events = events;
    }

    /// <param name="self">The segment that is to have the rule; null for one that is only tried.</param>
    /// <param name="segments">The rules of all that the rule refers to, directly or not.</param>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleCheck Check(RuleNode rule, TraitSchema traits, EventSchema events, IReadOnlyDictionary<string, RuleNode> segments, SegmentId? self = null)
    {
        var checker = new RuleChecker(traits, events);
        foreach (var node in RuleNodes.Flatten(ComputedTraitNodes.Resolve(SegmentExpansion.Expand(rule, segments, self), traits)))
        {
            checker.Check(node);
        }

        return new RuleCheck([.. checker.warnings.Values]);
    }

    private void Check(RuleNode node)
    {
        switch (node)
        {
            case TraitNode trait when traits.Find(trait.Trait) is { } known:
                TraitOperand.Bind(trait, known);
                break;
            case TraitNode trait:
                Warn("unknownTrait", trait.Trait, $"{trait.Path}.trait", "the trait", traits.Traits.Select(t => t.Name).Concat(traits.Computed.Select(t => t.Name)));
                break;
            case ConsentNode consent when traits.Find(consent.Trait) is { } known:
                TraitOperand.Bind(RuleSql.AsTrait(consent) with { Path = consent.Path }, known);
                break;
            case ConsentNode consent:
                Warn("unknownConsent", consent.Trait, $"{consent.Path}.consent", "the consent", traits.Traits.Select(t => t.Name));
                break;
            case EventNode e:
                Check(e);
                break;
        }
    }

    private void Check(EventNode node)
    {
        EventOperands.Bind(node, events);
        foreach (var selection in EventNodes.Selections(node))
        {
            foreach (var name in selection.Names.Where(n => !events.HasEvent(n)))
            {
                Warn("unknownEvent", name, $"{selection.Path}.event", "the event", events.Names);
            }

            foreach (var condition in selection.Where.Where(w => events.FindProperty(w.Property) is null))
            {
                Warn("unknownProperty", condition.Property, $"{condition.Path}.property", "the property", events.Properties.Select(p => p.Name));
            }
        }

        if (node.Measure.Property is { } property && events.FindProperty(property) is null)
        {
            Warn("unknownProperty", property, $"{node.Path}.property", "the property", events.Properties.Select(p => p.Name));
        }
    }

    /// <summary>A segment may be defined before the first file that brings what it asks for; until then that is missing everywhere.</summary>
    private void Warn(string code, string name, string path, string what, IEnumerable<string> known)
    {
        if (!warnings.ContainsKey($"{code} {name}"))
        {
            var hint = NearName.Find(name, known) is { } near ? $" Did you mean '{near}'?" : "";
            warnings[$"{code} {name}"] = new RuleWarning(code, path, $"No import has brought {what} of {path[..path.LastIndexOf('.')]} yet: until one does, it is missing for every profile.{hint}");
        }
    }
}
