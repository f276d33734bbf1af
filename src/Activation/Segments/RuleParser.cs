using System.Text.Json;
using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments;

/// <summary>Parses the JSON rule language. What needs no knowledge of traits and segments is checked here: shape, names, limits.</summary>
public static class RuleParser
{
    internal const string Root = "rule";

    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleNode Parse(JsonElement rule) => new Run().Node(rule, Root, depth: 1);

    /// <summary>A segment's rule with the sources that the segment reads.</summary>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleNode Parse(SegmentDefinition segment)
    {
        var rule = Parse(segment.Rule);
        return segment.Sources.Count == 0 ? rule : new ScopedNode(rule, [.. segment.Sources.Distinct(StringComparer.Ordinal)]) { Path = rule.Path };
    }

    /// <summary>One parse, which counts as it goes.</summary>
    private sealed class Run
    {
        private int nodes;
        private int values;

        /// <summary>Recursion is bounded by the check of the depth, which comes first.</summary>
        public RuleNode Node(JsonElement json, string path, int depth)
        {
            if (depth > RuleLimits.MaxDepth)
            {
                throw RuleProblem.TooDeep(path);
            }

            if (++nodes > RuleLimits.MaxNodes)
            {
                throw RuleProblem.TooLarge(path);
            }

            var fields = RuleFields.Read(json, path);
            var kind = fields.Kind();
            if (kind is "trait" or "event" or "consent")
            {
                return Counted(kind switch
                {
                    "trait" => TraitNodeParser.Parse(fields, path),
                    "event" => EventNodeParser.Parse(fields, path),
                    _ => Consent(fields, path),
                });
            }

            fields.AllowOnly(kind);
            var (value, at) = fields.Required(kind);
            return kind switch
            {
                "all" => new AllNode(Group(value, at, depth)) { Path = path },
                "any" => new AnyNode(Group(value, at, depth)) { Path = path },
                "not" => new NotNode(Node(value, at, depth + 1)) { Path = path },
                "segment" => new SegmentNode(Segment(value, at)) { Path = path },
                _ => new HasNode(Identifier(value, at)) { Path = path },
            };
        }

        private RuleNode Counted(RuleNode node)
        {
            values += RuleNodes.CountValues(node);
            return values <= RuleLimits.MaxTotalValues ? node : throw RuleProblem.TooManyValues(node.Path, RuleLimits.MaxTotalValues);
        }

        private static ConsentNode Consent(RuleFields fields, string path)
        {
            fields.AllowOnly("consent", "is");
            var (purpose, at) = fields.Required("consent");
            var name = RuleText.Read(purpose, at);
            if (!EntityName.IsValid(name))
            {
                throw RuleProblem.InvalidName(at, EntityName.Rule);
            }

            return new ConsentNode(name, fields.Optional("is") is var (state, stateAt) ? State(state, stateAt) : ConsentState.Granted) { Path = path };
        }

        private static ConsentState State(JsonElement json, string path) => RuleText.Read(json, path) switch
        {
            "granted" => ConsentState.Granted,
            "denied" => ConsentState.Denied,
            "unknown" => ConsentState.Unknown,
            _ => throw RuleProblem.UnknownConsent(path),
        };

        private List<RuleNode> Group(JsonElement json, string path, int depth)
        {
            if (json.ValueKind != JsonValueKind.Array)
            {
                throw RuleProblem.WrongJson(path, "an array of rules");
            }

            var rules = new List<RuleNode>();
            foreach (var item in json.EnumerateArray())
            {
                rules.Add(Node(item, $"{path}[{rules.Count}]", depth + 1));
            }

            // "All of nothing" would quietly be everyone: more likely a form that was left empty than an intention.
            return rules.Count > 0 ? rules : throw RuleProblem.EmptyGroup(path);
        }

        private static SegmentId Segment(JsonElement json, string path) =>
            SegmentId.TryParse(RuleText.Read(json, path), out var id) ? id : throw RuleProblem.InvalidName(path, EntityName.Rule);

        private static string Identifier(JsonElement json, string path)
        {
            var name = RuleText.Read(json, path);
            return Identifiers.IsName(name) ? name : throw RuleProblem.UnknownIdentifier(path);
        }
    }
}
