using Activation.Segments;
using CsCheck;

namespace Activation.Tests.Segments;

/// <summary>Random rules over random profiles, through the database and through <see cref="ReferenceRules"/>.</summary>
public sealed class RulePropertyTests
{
    private const int Populations = 12;
    private const int Profiles = 140;
    private const int RulesEach = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Members_RandomRules_AgreeWithTheReference(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        var pairs = 0;
        var matches = 0;

        Gen.Select(
            RandomRules.Profile(sources).Array[Profiles],
            Gen.Select(RandomRules.Rule(2), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)),
            Gen.Select(RandomRules.Rule(4, "shared"), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)).Array[RulesEach])
            .Sample(
                (profiles, shared, rules) =>
                {
                    table.Fill(profiles);
                    var segments = new Dictionary<string, ReferenceSegment>(StringComparer.Ordinal) { ["shared"] = shared };
                    var context = Rules.Context(sources) with { Segments = new Dictionary<string, RuleNode> { ["shared"] = Parse(shared) } };
                    foreach (var rule in rules)
                    {
                        var expected = profiles.Where(p => ReferenceRules.IsTrue(rule.Rule, p, segments, SnapshotTable.Now.UtcDateTime, rule.Sources)).Select(p => (p.Id, p.Digest, p.Mask)).OrderBy(m => m.Id.ToString(), StringComparer.Ordinal).ToList();
                        var actual = table.Members(SegmentQueryBuilder.Compile(Parse(rule), context)).OrderBy(m => m.Profile.ToString(), StringComparer.Ordinal).ToList();

                        actual.SequenceEqual(expected).ShouldBeTrue($"{rule.Rule.ToJsonString()} of {string.Join(' ', rule.Sources ?? ["all"])} gave {actual.Count} members, not the {expected.Count} of the reference.");
                        pairs += profiles.Length;
                        matches += actual.Count;
                    }
                },
                iter: Populations,
                threads: 1);

        pairs.ShouldBeGreaterThanOrEqualTo(50_000);
        matches.ShouldBeInRange(pairs / 10, pairs * 9 / 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void CompileAll_RandomRules_FlagsWhatEachRuleAnswersAlone(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        Gen.Select(RandomRules.Profile(sources).Array[Profiles], Gen.Select(RandomRules.Rule(3), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)).Array[1, 12])
            .Sample(
                (profiles, rules) =>
                {
                    table.Fill(profiles);
                    var parsed = rules.Select(Parse).ToList();
                    var query = SegmentQueryBuilder.CompileAll(parsed, Rules.Context(sources));
                    var together = table.Flags(query, parsed.Count);
                    for (var i = 0; i < parsed.Count; i++)
                    {
                        var alone = table.Members(SegmentQueryBuilder.Compile(parsed[i], Rules.Context(sources))).Select(m => (m.Profile, m.Digest)).Order().ToList();
                        together.Where(r => r.Flags[i]).Select(r => (r.Profile, r.Digest)).Order().SequenceEqual(alone).ShouldBeTrue($"{rules[i].Rule.ToJsonString()} is answered otherwise among {parsed.Count} rules.");
                    }
                },
                iter: Populations,
                threads: 1);
    }

    internal static RuleNode Parse(ReferenceSegment segment) => RuleParser.Parse(new SegmentDefinition { Rule = Rules.Json(segment.Rule.ToJsonString()), Sources = segment.Sources ?? [] });
}
