using Activation.Governance.Labels;
using Activation.Sync;

namespace Activation.Governance.Policies;

/// <summary>Holds syncs against the policies. Pure.</summary>
internal static class PolicyEvaluation
{
    /// <summary>What the sync does not keep to, by all that its segment and its values are made of.</summary>
    public static IReadOnlyList<PolicyViolation> OfSync(GovernanceModel model, string sync, SyncDefinition definition) =>
        Violations(model, sync, Actions(model, definition.Destination), SyncLineage.Of(model, sync, definition));

    /// <summary>What all syncs do not keep to.</summary>
    public static IReadOnlyList<PolicyViolation> OfAll(GovernanceModel model) =>
        [.. model.Syncs.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => OfSync(model, s.Key, s.Value))];

    /// <summary>Sources that say nothing of who is a member, and whose identifiers may not be sent by the sync.</summary>
    public static IReadOnlyList<string> BarredSources(GovernanceModel model, string sync, SyncDefinition definition)
    {
        var actions = Actions(model, definition.Destination);
        var lineage = SyncLineage.Of(model, sync, definition);
        return
        [
            .. model.Sources.Where(s => s.Value.Labels.Count > 0 && !lineage.Any(l => l.Path[0] == $"source/{s.Key}"))
                .Where(s => Violations(model, sync, actions, [.. lineage, .. SyncLineage.OfIdentifiers(s.Key, s.Value, sync, definition.Destination)]).SelectMany(v => v.Paths).Any(p => p.Path[0] == $"source/{s.Key}"))
                .Select(s => s.Key).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What the destination does: by its labels, by its type, and as all do.</summary>
    public static IReadOnlyList<string> Actions(GovernanceModel model, string destination)
    {
        var definition = model.Destinations.GetValueOrDefault(destination);
        var byType = definition is null ? [] : model.FixedActions.GetValueOrDefault(definition.Type, []);
        return [.. byType.Concat(definition?.Labels ?? []).Append(MarketingActions.Export).Distinct(StringComparer.Ordinal)];
    }

    private static List<PolicyViolation> Violations(GovernanceModel model, string sync, IReadOnlyList<string> actions, IReadOnlyList<LabelPath> lineage)
    {
        var violations = new List<PolicyViolation>();
        foreach (var policy in model.Policies.Where(p => Concerns(p.Definition, actions)))
        {
            var matched = Matched(policy.Definition.Deny, lineage);
            if (matched.Count > 0)
            {
                violations.Add(new PolicyViolation(
                    policy.Id, policy.Definition.Name, policy.Definition.Action, [.. matched.Select(p => p.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], sync, matched,
                    Resolutions.Of(model, policy, matched)));
            }
        }

        return violations;
    }

    private static bool Concerns(PolicyDefinition policy, IReadOnlyList<string> actions) =>
        policy.IsEnabled && actions.Contains(policy.Action, StringComparer.Ordinal) && !(policy.Unless is { } unless && actions.Contains(unless, StringComparer.Ordinal));

    private static List<LabelPath> Matched(PolicyLabels deny, IReadOnlyList<LabelPath> lineage) =>
        deny.Any.Count > 0 ? [.. lineage.Where(p => deny.Any.Contains(p.Label, StringComparer.Ordinal))]
        : deny.All.All(label => lineage.Any(p => p.Label == label)) ? [.. lineage.Where(p => deny.All.Contains(p.Label, StringComparer.Ordinal))]
        : [];
}
