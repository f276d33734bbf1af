using Microsoft.Extensions.Logging;

namespace Activation.Segments;

/// <summary>The rules of the stored segments, parsed.</summary>
public sealed class SegmentRules(Definitions definitions, ILogger<SegmentRules> logger)
{
    /// <summary>Null if there is no such segment.</summary>
    /// <exception cref="ProblemException">400: the stored rule is not valid any more.</exception>
    public async Task<RuleNode?> FindAsync(SegmentId segment, CancellationToken cancellationToken) =>
        await definitions.Segments.FindAsync(segment.Value, cancellationToken) is { } found ? RuleParser.Parse(found.Rule) : null;

    /// <summary>
    /// The rules of all segments that the rule refers to, directly or through others: what <see cref="SegmentQueryBuilder.Members"/> needs. Those that do not exist are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, RuleNode>> ReferencedByAsync(RuleNode rule, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        var visited = new HashSet<string>(RuleNodes.References(rule), StringComparer.Ordinal);
        var pending = new Queue<string>(visited);
        while (pending.TryDequeue(out var id))
        {
            if (await FindAsync(new SegmentId(id), cancellationToken) is { } referenced)
            {
                found[id] = referenced;
                foreach (var next in RuleNodes.References(referenced).Where(visited.Add))
                {
                    pending.Enqueue(next);
                }
            }
        }

        return found;
    }

    /// <summary>All segments; one whose stored rule is not valid any more is reported and left out, so that it does not stop the others.</summary>
    internal async Task<IReadOnlyDictionary<string, RuleNode>> ListAsync(CancellationToken cancellationToken)
    {
        var rules = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        foreach (var (id, definition) in await definitions.Segments.ListAsync(cancellationToken))
        {
            try
            {
                rules[id] = RuleParser.Parse(definition.Rule);
            }
            catch (ProblemException e)
            {
                SegmentsLog.StoredRuleInvalid(logger, id, e.Code, e.Path);
            }
        }

        return rules;
    }
}
