namespace Activation.Governance.Policies;

/// <summary>A policy that a sync does not keep to.</summary>
/// <param name="Policy">Its id.</param>
/// <param name="Action">What the destination may do and the labels forbid.</param>
/// <param name="Labels">Those that the sync's data have.</param>
/// <param name="Paths">Where each label comes from, from the thing that has it to the destination, as `source/crm`, `trait/tier`, `segment/gold`, `sync/gold-meta`, `destination/meta`.</param>
/// <param name="Resolutions">What would put it right; one of them is enough for each path.</param>
public sealed record PolicyViolation(string Policy, string? Name, string Action, IReadOnlyList<string> Labels, string Sync, IReadOnlyList<LabelPath> Paths, IReadOnlyList<string> Resolutions)
{
    public override string ToString() => $"'{Policy}' denies '{Action}' for {string.Join(" and ", Labels)}: {string.Join("; ", Paths.Select(p => string.Join(" → ", p.Path)))}";
}

/// <param name="Path">From the thing that has the label on.</param>
public sealed record LabelPath(string Label, IReadOnlyList<string> Path);
