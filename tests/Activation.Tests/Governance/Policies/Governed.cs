using System.Text.Json;
using Activation.Destinations;
using Activation.Governance.Labels;
using Activation.Governance.Policies;
using Activation.Import;
using Activation.Profiles;
using Activation.Segments;
using Activation.Sync;

namespace Activation.Tests.Governance.Policies;

/// <summary>A small world: the sync `out` of the segment `gold` to the destination `there`, over a source of people and one of events.</summary>
internal static class Governed
{
    public static readonly GovernanceModel World = new()
    {
        Sources = new Dictionary<string, SourceDefinition>(StringComparer.Ordinal)
        {
            ["crm"] = new(),
            ["shop"] = new(),
            ["web"] = new() { Kind = SourceKind.Events },
        },
        Segments = new Dictionary<string, SegmentDefinition>(StringComparer.Ordinal) { ["gold"] = Segment("""{"trait": "tier", "op": "exists"}""") },
        Destinations = new Dictionary<string, DestinationDefinition>(StringComparer.Ordinal) { ["there"] = new() { Type = "hook" } },
        Syncs = new Dictionary<string, SyncDefinition>(StringComparer.Ordinal) { ["out"] = new() { Segment = "gold", Destination = "there" } },
        Traits = new TraitSchema(
            [Trait(0, "tier", "crm"), Trait(1, "spend", "shop"), Trait(2, "both", "crm", "shop")],
            [new ComputedTrait("orders", new TraitDefinition { Event = JsonElement.Parse("\"Order\""), Measure = "count" })]),
    };

    public static SegmentDefinition Segment(string rule) => new() { Rule = JsonElement.Parse(rule) };

    public static GovernanceModel WithSource(this GovernanceModel model, string id, params string[] labels) =>
        model with { Sources = GovernanceModel.Replace(model.Sources, id, model.Sources[id] with { Labels = DataLabels.Normalize(labels, "labels") }) };

    public static GovernanceModel WithSegment(this GovernanceModel model, string id, SegmentDefinition segment) =>
        model with { Segments = GovernanceModel.Replace(model.Segments, id, segment) };

    public static GovernanceModel WithRule(this GovernanceModel model, string rule) => model.WithSegment("gold", Segment(rule));

    public static GovernanceModel WithActions(this GovernanceModel model, params string[] actions) =>
        model with { Destinations = GovernanceModel.Replace(model.Destinations, "there", model.Destinations["there"] with { Labels = actions }) };

    public static GovernanceModel WithTrait(this GovernanceModel model, string name, params string[] labels) => model with { Traits = model.Traits.WithLabels(name, labels) };

    public static GovernanceModel WithPolicy(this GovernanceModel model, string id, PolicyDefinition policy) =>
        model with { Policies = [.. model.Policies.Where(p => p.Id != id), new Policy(id, policy, IsBuiltIn: false)] };

    public static IReadOnlyList<PolicyViolation> Violations(this GovernanceModel model) => PolicyEvaluation.OfSync(model, "out", model.Syncs["out"]);

    private static Trait Trait(int ordinal, string name, params string[] sources) => new() { Ordinal = ordinal, Name = name, Type = TraitType.String, Sources = sources };
}
