using System.Text.Json;
using Activation.Profiles;

namespace Activation.Segments;

/// <summary>Parses the JSON rule language. What needs no knowledge of traits and segments is checked here: shape, names, limits.</summary>
public static class RuleParser
{
    internal const string Root = "rule";

    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleNode Parse(JsonElement rule) => new Run().Node(rule, Root, depth: 1);

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
            if (kind == "event")
            {
                throw RuleProblem.EventsNotAvailable(path);
            }

            if (kind == "trait")
            {
                return Trait(fields, path);
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

        private TraitNode Trait(RuleFields fields, string path)
        {
            var node = TraitNodeParser.Parse(fields, path);
            values += node.Values.Count;
            return values <= RuleLimits.MaxTotalValues ? node : throw RuleProblem.TooManyValues(path, RuleLimits.MaxTotalValues);
        }

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
