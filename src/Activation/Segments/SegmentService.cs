using Activation.Profiles;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>What the API asks before it saves or deletes a segment.</summary>
public sealed class SegmentService(Definitions definitions, SegmentRules rules, TraitCatalog catalog, ISegmentEvents events, ScratchFolder scratch)
{
    /// <summary>Checks a segment that is about to be saved under the id, against the traits and segments that exist.</summary>
    /// <returns>Warnings: what may be a slip but does not stand in the way.</returns>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public async Task<RuleCheck> ValidateAsync(SegmentId segment, SegmentDefinition definition, CancellationToken cancellationToken)
    {
        var rule = RuleParser.Parse(definition);
        await rules.CheckSourcesAsync(definition, cancellationToken);
        var all = new Dictionary<string, RuleNode>(await rules.ListAsync(cancellationToken), StringComparer.Ordinal) { [segment.Value] = rule };
        var check = RuleChecker.Check(rule, await catalog.ReadAsync(cancellationToken), await events.ReadAsync(cancellationToken), all, segment);
        SegmentDependants.CheckLimits(segment, all);
        PatternCheck.Check(rule, scratch);
        return check;
    }

    /// <summary>The segments that refer to the segment: while there are any, it cannot be deleted.</summary>
    public async Task<IReadOnlyList<SegmentId>> DependantsAsync(SegmentId segment, CancellationToken cancellationToken) =>
        SegmentDependants.Direct(segment, await rules.ListAsync(cancellationToken));

    /// <summary>The segments and syncs that change with the segment, directly or through others.</summary>
    public async Task<SegmentImpact> ImpactAsync(SegmentId segment, CancellationToken cancellationToken)
    {
        var dependants = SegmentDependants.All(segment, await rules.ListAsync(cancellationToken));
        var affected = dependants.Select(d => d.Id).Append(segment.Value).ToHashSet(StringComparer.Ordinal);
        var syncs = (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => affected.Contains(s.Value.Segment));
        return new SegmentImpact(dependants, [.. syncs.Select(s => new DependantSync(s.Key, s.Value.Segment, s.Value.Destination, s.Value.Segment == segment.Value))]);
    }
}
