using Activation.Governance.Labels;

namespace Activation.Governance.Policies;

/// <summary>What would put a violation right, in words. Pure.</summary>
internal static class Resolutions
{
    private const string SegmentPrefix = "segment/";
    private const string DestinationPrefix = "destination/";

    public static IReadOnlyList<string> Of(GovernanceModel model, Policy policy, IReadOnlyList<LabelPath> paths)
    {
        var action = policy.Definition.Action;
        var destination = paths[0].Path[^1];
        return
        [
            .. paths.Select(Leave).OfType<string>().Concat(paths.Select(p => $"Take the label {p.Label} off {p.Path[0]}, if it does not apply.")).Distinct(StringComparer.Ordinal),
            .. CanLose(model, destination, action) ? [$"Take the label {action} off {destination}, if it does not do that."] : Array.Empty<string>(),
            $"Send the segment to a destination that does not do '{action}', or disable the policy '{policy.Id}'.",
        ];
    }

    /// <summary>The first segment on the way no longer asks for what stands before it.</summary>
    private static string? Leave(LabelPath path)
    {
        var segment = path.Path.ToList().FindIndex(p => p.StartsWith(SegmentPrefix, StringComparison.Ordinal));
        return segment <= 0 ? null : $"Take {path.Path[segment - 1]} out of {path.Path[segment]}.";
    }

    private static bool CanLose(GovernanceModel model, string destination, string action) =>
        action != MarketingActions.Export
        && model.Destinations.GetValueOrDefault(destination[DestinationPrefix.Length..]) is { } definition
        && !model.FixedActions.GetValueOrDefault(definition.Type, []).Contains(action, StringComparer.Ordinal);
}
