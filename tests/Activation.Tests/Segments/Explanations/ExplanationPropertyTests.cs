using System.Globalization;
using Activation.Segments;
using Activation.Segments.Explanations;
using CsCheck;

namespace Activation.Tests.Segments.Explanations;

/// <summary>Why someone is in a segment never contradicts whether they are.</summary>
public sealed class ExplanationPropertyTests
{
    private const int Profiles = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Explain_RandomRules_AgreesWithMembership(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        var members = 0;
        var pairs = 0;
        Gen.Select(
            RandomRules.Profile(sources).Array[Profiles],
            Gen.Select(RandomRules.Rule(3), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)),
            Gen.Select(RandomRules.Rule(4, "shared"), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)).Array[4])
            .Sample(
                (profiles, shared, rules) =>
                {
                    Explained.Widen(table);
                    table.Fill(profiles);
                    var context = Rules.Context(sources) with { Segments = new Dictionary<string, RuleNode> { ["shared"] = RulePropertyTests.Parse(shared) } };
                    foreach (var rule in rules)
                    {
                        var parsed = RulePropertyTests.Parse(rule);
                        Explained.Widen(table);
                        var all = table.Members(SegmentQueryBuilder.Compile(parsed, context)).Select(m => m.Profile).ToHashSet();
                        foreach (var profile in profiles)
                        {
                            var (member, node) = Explained.Of(table, profile.Id, parsed, context);

                            member.ShouldBe(all.Contains(profile.Id), rule.Rule.ToJsonString());
                            node.Result.ShouldBe(member, rule.Rule.ToJsonString());
                            CheckValues(node, profile, rule.Sources);
                            pairs++;
                            members += member ? 1 : 0;
                        }
                    }
                },
                iter: 12,
                threads: 1);

        members.ShouldBeInRange(pairs / 10, pairs * 9 / 10);
    }

    /// <summary>The value, age and count that are shown are those of the reference.</summary>
    private static void CheckValues(ExplainedNode node, ReferenceProfile profile, IReadOnlyList<string>? sources)
    {
        if (node.Kind == "segment")
        {
            return;
        }

        if (node.Value is { } value)
        {
            var read = node.Kind == "consent" ? null : sources;
            var expected = profile.Value(value.Trait, read);
            value.Missing.ShouldBe(expected is null);
            if (expected is not null)
            {
                value.Value.ShouldNotBeNull().ToJsonString().ShouldBe(Activation.Profiles.TraitNodes.Of(expected).ToJsonString());
                var newest = profile.Rows.Where(r => read?.Contains(r.Source) != false && r.Values.ContainsKey(value.Trait))
                    .OrderByDescending(r => At(r, value.Trait)).ThenBy(r => r.Source, StringComparer.Ordinal).First();
                value.Source.ShouldBe(newest.Source);
                value.ObservedAt.ShouldNotBeNull().UtcDateTime.ShouldBe(At(newest, value.Trait));
            }
        }

        if (node.Events is { } events)
        {
            events.Count.ShouldBeInRange(0, profile.Events.Count);
            (events.NewestAt is null).ShouldBe(events.Count == 0);
            events.Sources.ShouldBe(events.Sources.Intersect(profile.Events.Select(e => e.Source)).Order(StringComparer.Ordinal));
            (events.Sources.Count == 0).ShouldBe(events.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{events.Count} events"));
        }

        foreach (var inner in node.Rules ?? [])
        {
            CheckValues(inner, profile, sources);
        }
    }

    private static DateTime At(ReferenceRow row, string trait) => row.Observed.TryGetValue(trait, out var own) ? own : row.ObservedAt;
}
