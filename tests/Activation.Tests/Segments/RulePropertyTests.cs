using System.Text.Json.Nodes;
using CsCheck;

namespace Activation.Tests.Segments;

/// <summary>Random rules over random profiles, through the database and through <see cref="ReferenceRules"/>.</summary>
public sealed class RulePropertyTests
{
    private const int Populations = 12;
    private const int Profiles = 60;
    private const int RulesEach = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Members_RandomRules_AgreeWithTheReference(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        table.Session.Execute("SET threads=1");
        var pairs = 0;
        var matches = 0;

        Gen.Select(
            RandomRules.Profile(sources).Array[Profiles],
            RandomRules.Rule(2),
            RandomRules.Rule(4, "shared").Array[RulesEach])
            .Sample(
                (profiles, shared, rules) =>
                {
                    Fill(table, profiles);
                    var segments = new Dictionary<string, JsonNode>(StringComparer.Ordinal) { ["shared"] = shared };
                    foreach (var rule in rules)
                    {
                        var expected = profiles.Where(p => ReferenceRules.IsTrue(rule, p, segments, SnapshotTable.Now.UtcDateTime)).Select(p => (p.Id, p.Digest, p.Mask)).OrderBy(m => m.Id.ToString(), StringComparer.Ordinal).ToList();
                        var actual = table.Members(Rules.Parse(rule.ToJsonString()), Rules.Segments(("shared", shared.ToJsonString())), sources).OrderBy(m => m.Profile.ToString(), StringComparer.Ordinal).ToList();

                        actual.SequenceEqual(expected).ShouldBeTrue($"{rule.ToJsonString()} gave {actual.Count} members, not the {expected.Count} of the reference.");
                        pairs += profiles.Length;
                        matches += actual.Count;
                    }
                },
                iter: Populations,
                threads: 1);

        pairs.ShouldBeGreaterThanOrEqualTo(20_000);
        matches.ShouldBeInRange(pairs / 10, pairs * 9 / 10);
    }

    private static void Fill(SnapshotTable table, IReadOnlyList<ReferenceProfile> profiles)
    {
        table.Clear();
        table.Session.Execute("BEGIN");
        foreach (var profile in profiles)
        {
            foreach (var row in profile.Rows)
            {
                table.Add(profile.Id, row.Source, row.ObservedAt, row.Digest, row.Mask, row.Values, row.Observed);
            }
        }

        table.Session.Execute("COMMIT");
    }
}
