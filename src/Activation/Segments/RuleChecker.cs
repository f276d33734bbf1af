using Activation.Profiles;

namespace Activation.Segments;

/// <summary>Checks a rule against what exists: traits and other segments.</summary>
internal static class RuleChecker
{
    /// <param name="self">The segment that is to have the rule; null for one that is only tried.</param>
    /// <param name="segments">The rules of all that the rule refers to, directly or not.</param>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleCheck Check(RuleNode rule, TraitSchema schema, IReadOnlyDictionary<string, RuleNode> segments, SegmentId? self = null)
    {
        var warnings = new Dictionary<string, RuleWarning>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in RuleNodes.Flatten(SegmentExpansion.Expand(rule, segments, self)).OfType<TraitNode>())
        {
            if (schema.Find(node.Trait) is { } trait)
            {
                TraitOperand.Bind(node, trait);
            }
            else if (!warnings.ContainsKey(node.Trait))
            {
                warnings[node.Trait] = UnknownTrait(node, schema);
            }
        }

        return new RuleCheck([.. warnings.Values]);
    }

    /// <summary>A segment may be defined before the first file that brings its traits; until then they are missing everywhere.</summary>
    private static RuleWarning UnknownTrait(TraitNode node, TraitSchema schema)
    {
        var near = NearName.Find(node.Trait, schema.Traits.Select(t => t.Name));
        var hint = near is null ? "" : $" Did you mean '{near}'?";
        return new RuleWarning("unknownTrait", $"{node.Path}.trait", $"No import has brought the trait of {node.Path} yet: until one does, it is missing for every profile.{hint}");
    }
}
