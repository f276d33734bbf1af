namespace Activation.Governance.Policies;

/// <summary>`GET /api/syncs/{id}/governance`.</summary>
/// <param name="Allowed">False: no policy lets the sync send anybody.</param>
/// <param name="Actions">What the destination does with the data.</param>
/// <param name="Labels">What the data are labelled with, and where each label comes from.</param>
/// <param name="BarredSources">Sources whose identifiers are not sent.</param>
public sealed record SyncGovernance(bool Allowed, IReadOnlyList<string> Actions, IReadOnlyList<LabelPath> Labels, IReadOnlyList<PolicyViolation> Violations, IReadOnlyList<string> BarredSources);
