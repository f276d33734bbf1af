using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Computed;
using Activation.Tests.Segments.Explanations;
using CsCheck;

namespace Activation.Tests.Segments.Computed;

/// <summary>Random computed traits over random events, through the database and by trying every event.</summary>
public sealed class ComputedTraitPropertyTests
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Members_RandomComputedTraits_AgreeWithTheReference(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        var pairs = 0;
        var matches = 0;

        Gen.Select(RandomRules.Profile(sources).Array[60], Gen.Select(RandomTraits.Any, RandomRules.Scope).Array[40]).Sample(
            (profiles, traits) =>
            {
                table.Fill(profiles);
                foreach (var ((definition, rule), scope) in traits)
                {
                    var segment = new SegmentDefinition { Rule = Rules.Json(new JsonObject { ["any"] = new JsonArray(rule.DeepClone()) }.ToJsonString()), Sources = scope ?? [] };
                    var expected = profiles.Where(p => IsTrue(definition, rule, Events(p, scope))).Select(p => p.Id).Order().ToList();
                    var actual = table.Members(SegmentQueryBuilder.Compile(RuleParser.Parse(segment), Context(definition, sources))).Select(m => m.Profile).Order().ToList();

                    actual.SequenceEqual(expected).ShouldBeTrue($"{rule.ToJsonString()} of {definition.ToJsonString()} gave {actual.Count} members, not the {expected.Count} of the reference.");
                    pairs += profiles.Length;
                    matches += actual.Count;
                }
            },
            iter: 12,
            threads: 1);

        pairs.ShouldBeGreaterThanOrEqualTo(25_000);
        matches.ShouldBeInRange(pairs / 10, pairs * 9 / 10);
    }

    [Fact]
    public void Explain_RandomComputedTraits_AgreesWithMembership()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var members = 0;
        var pairs = 0;

        Gen.Select(RandomRules.Profile(["crm"]).Array[5], RandomTraits.Any.Array[6]).Sample(
            (profiles, traits) =>
            {
                Explained.Widen(table);
                table.Fill(profiles);
                foreach (var ((definition, rule), profile) in traits.SelectMany(t => profiles.Select(p => (t, p))))
                {
                    var segment = new SegmentDefinition { Rule = Rules.Json(new JsonObject { ["not"] = rule.DeepClone() }.ToJsonString()) };

                    var (member, node) = Explained.Of(table, profile.Id, RuleParser.Parse(segment), Context(definition, ["crm"]));

                    member.ShouldBe(!IsTrue(definition, rule, Events(profile, null)), $"{rule.ToJsonString()} of {definition.ToJsonString()}");
                    node.Result.ShouldBe(member);
                    var trait = node.Rules.ShouldNotBeNull().ShouldHaveSingleItem();
                    trait.Kind.ShouldBe("trait");
                    trait.Result.ShouldBe(!member);
                    pairs++;
                    members += member ? 1 : 0;
                }
            },
            iter: 12,
            threads: 1);

        members.ShouldBeInRange(pairs / 10, pairs * 9 / 10);
    }

    [Fact]
    public void Values_RandomComputedTraits_AgreeWithTheReference()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var filled = 0;

        Gen.Select(RandomRules.Profile(["crm"]).Array[20], RandomTraits.Any.Array[12]).Sample(
            (profiles, traits) =>
            {
                table.Fill(profiles);
                var schema = new TraitSchema([], [.. traits.Select((t, i) => new ComputedTrait($"c{i}", Parse(t.Definition)))]);
                var ids = profiles.Select(p => new ProfileId(p.Id)).ToList();
                var query = ComputedTraitSql.Write(ids, schema, Rules.Events, SnapshotTable.Now);
                var values = ids.ToDictionary(id => id, _ => query.OfNoEvents());
                if (query.Text is { } text)
                {
                    query.Read(table.Session, text, values);
                }

                foreach (var profile in profiles)
                {
                    var expected = traits.Select((t, i) => ($"c{i}", Text(Value(t.Definition, Events(profile, null))))).Where(v => v.Item2 is not null).ToList();
                    values[new ProfileId(profile.Id)].Select(v => (v.Key, Text(v.Value))).OrderBy(v => v.Key.Length).ThenBy(v => v.Key, StringComparer.Ordinal).ShouldBe(expected);
                    filled += expected.Count;
                }
            },
            iter: 30,
            threads: 1);

        filled.ShouldBeGreaterThan(1_000);
    }

    private static TraitDefinition Parse(JsonNode definition) =>
        JsonSerializer.Deserialize(definition.ToJsonString(), DefinitionJson.Default.TraitDefinition).ShouldNotBeNull();

    private static RuleContext Context(JsonNode definition, string[] sources) =>
        Rules.Context(sources) with { Traits = new TraitSchema(Rules.Schema.Traits, [new ComputedTrait("computed", Parse(definition))]) };

    private static List<ReferenceEvent> Events(ReferenceProfile profile, string[]? scope) =>
        [.. profile.Events.Where(e => e.At <= Now && scope?.Contains(e.Source) != false)];

    private static bool IsTrue(JsonNode definition, JsonNode rule, List<ReferenceEvent> events)
    {
        var (op, asked) = (ReferenceRules.Text(rule["op"]), rule["value"]);
        if (Value(definition, events) is not List<object> list)
        {
            return ReferenceRules.Condition(Value(definition, events), op, asked, Now);
        }

        return op switch
        {
            "exists" => true,
            "notExists" => false,
            "notIn" => list.TrueForAll(v => ReferenceRules.Condition(v, "notIn", asked, Now)),
            "contains" => list.Contains(ReferenceRules.Text(asked)),
            _ => list.Exists(v => ReferenceRules.Condition(v, op, asked, Now)),
        };
    }

    /// <summary>Null: missing.</summary>
    private static object? Value(JsonNode definition, List<ReferenceEvent> events)
    {
        var node = definition.AsObject();
        var counted = ReferenceEvents.Counted(node, events, Now);
        if ((string?)node["measure"] != "uniqueList")
        {
            return ReferenceEvents.Measure(ReferenceRules.Text(node["measure"]), node, counted);
        }

        var unique = ReferenceEvents.Unique(counted.Select(e => ReferenceEvents.Property(e, node["property"])).OfType<object>());
        return unique.Count == 0 ? null : unique;
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        System.Collections.IEnumerable list => string.Join('|', list.Cast<object>().Select(Text)),
        double number => number.ToString("G12", System.Globalization.CultureInfo.InvariantCulture),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value:O}"),
    };
}
