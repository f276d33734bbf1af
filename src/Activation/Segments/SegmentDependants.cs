namespace Activation.Segments;

/// <summary>Who refers to whom.</summary>
internal static class SegmentDependants
{
    /// <summary>The segments whose own rule refers to the segment, by name.</summary>
    public static IReadOnlyList<SegmentId> Direct(SegmentId segment, IReadOnlyDictionary<string, RuleNode> rules) =>
        [.. rules.Where(r => RuleNodes.References(r.Value).Contains(segment.Value)).Select(r => r.Key).Order(StringComparer.Ordinal).Select(id => new SegmentId(id))];

    /// <summary>The segments that refer to the segment, directly or through others, by name.</summary>
    public static IReadOnlyList<DependantSegment> All(SegmentId segment, IReadOnlyDictionary<string, RuleNode> rules)
    {
        var references = rules.ToDictionary(r => r.Key, r => RuleNodes.References(r.Value), StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>([segment.Value]);
        while (pending.TryDequeue(out var id))
        {
            foreach (var dependant in references.Where(r => r.Value.Contains(id)).Select(r => r.Key).Where(r => r != segment.Value && found.Add(r)))
            {
                pending.Enqueue(dependant);
            }
        }

        return [.. found.Order(StringComparer.Ordinal).Select(id => new DependantSegment(id, references[id].Contains(segment.Value)))];
    }

    /// <summary>With a new rule of the segment, those that refer to it must stay within the limits too.</summary>
    /// <param name="rules">All segments, the new rule in place.</param>
    /// <exception cref="ProblemException">400 `dependantTooLarge`.</exception>
    public static void CheckLimits(SegmentId segment, IReadOnlyDictionary<string, RuleNode> rules)
    {
        var references = rules.ToDictionary(r => r.Key, r => RuleNodes.References(r.Value), StringComparer.Ordinal);
        var affected = new HashSet<string>(StringComparer.Ordinal) { segment.Value };
        var pending = new Queue<string>(affected);
        while (pending.TryDequeue(out var id))
        {
            foreach (var dependant in references.Where(r => r.Value.Contains(id)).Select(r => r.Key).Where(affected.Add))
            {
                pending.Enqueue(dependant);
                CheckLimits(new SegmentId(dependant), rules[dependant], rules);
            }
        }
    }

    private static void CheckLimits(SegmentId dependant, RuleNode rule, IReadOnlyDictionary<string, RuleNode> rules)
    {
        try
        {
            SegmentExpansion.Expand(rule, rules, dependant);
        }
        catch (ProblemException e) when (e.Code is "ruleTooLarge" or "ruleTooDeep" or "tooManyValues" or "tooManyEvents")
        {
            throw RuleProblem.DependantTooLarge(dependant);
        }
        catch (ProblemException)
        {
            // It was broken before (a segment it refers to is missing), and this rule does not change that.
        }
    }
}
