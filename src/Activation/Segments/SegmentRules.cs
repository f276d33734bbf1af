using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Activation.Segments;

/// <summary>The rules of the stored segments, parsed.</summary>
public sealed class SegmentRules(Definitions definitions, ILogger<SegmentRules> logger)
{
    /// <summary>Null if there is no such segment.</summary>
    /// <exception cref="ProblemException">400: the stored rule is not valid any more.</exception>
    public async Task<RuleNode?> FindAsync(SegmentId segment, CancellationToken cancellationToken) =>
        await definitions.Segments.FindAsync(segment.Value, cancellationToken) is { } found ? RuleParser.Parse(found) : null;

    /// <summary>
    /// The rules of all segments that the rule refers to, directly or through others: what <see cref="SegmentQueryBuilder.Compile"/> needs. Those that do not exist are left out.
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

    /// <summary>The sources that a segment reads have to be there.</summary>
    /// <exception cref="ProblemException">400 `unknownSource` with the path of the name.</exception>
    internal async Task CheckSourcesAsync(SegmentDefinition segment, CancellationToken cancellationToken)
    {
        for (var i = 0; i < segment.Sources.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"sources[{i}]");
            if (!SourceId.TryParse(segment.Sources[i], out var source))
            {
                throw RuleProblem.InvalidName(path, EntityName.Rule);
            }

            if (await definitions.Sources.FindAsync(source.Value, cancellationToken) is null)
            {
                throw RuleProblem.UnknownSource(path);
            }
        }
    }

    /// <summary>All segments; one whose stored rule is not valid any more is reported and left out, so that it does not stop the others.</summary>
    internal async Task<IReadOnlyDictionary<string, RuleNode>> ListAsync(CancellationToken cancellationToken)
    {
        var rules = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        foreach (var (id, definition) in await definitions.Segments.ListAsync(cancellationToken))
        {
            try
            {
                rules[id] = RuleParser.Parse(definition);
            }
            catch (ProblemException e)
            {
                SegmentsLog.StoredRuleInvalid(logger, id, e.Code, e.Path);
            }
        }

        return rules;
    }
}
