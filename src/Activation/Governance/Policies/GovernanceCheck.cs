using Activation.Destinations;
using Activation.Import;
using Activation.Profiles;
using Activation.Segments;
using Activation.Sync;

namespace Activation.Governance.Policies;

/// <summary>
/// What a change would make syncs do that policies deny; asked before it is saved. A segment or a sync is held against the policies as it would be; of a change to a source, a
/// trait, a destination or a policy only what is denied newly counts, so that what an import has brought about stands in the way of nothing else.
/// </summary>
public sealed class GovernanceCheck
{
    private readonly GovernanceModels models;

    internal GovernanceCheck(GovernanceModels models) => this.models = models;

    /// <summary>Of the syncs of the segment and of those that refer to it, what goes through it.</summary>
    public async Task<IReadOnlyList<PolicyViolation>> SegmentAsync(SegmentId id, SegmentDefinition definition, CancellationToken cancellationToken)
    {
        var model = await models.ReadAsync(cancellationToken);
        return OfSegment(model with { Segments = GovernanceModel.Replace(model.Segments, id.Value, definition) }, id);
    }

    internal static IReadOnlyList<PolicyViolation> OfSegment(GovernanceModel changed, SegmentId id) =>
        [.. PolicyEvaluation.OfAll(changed).Where(v => v.Paths.Any(p => p.Path.Contains($"segment/{id}", StringComparer.Ordinal)))];

    public async Task<IReadOnlyList<PolicyViolation>> SyncAsync(SyncId id, SyncDefinition definition, CancellationToken cancellationToken) =>
        PolicyEvaluation.OfSync(await models.ReadAsync(cancellationToken), id.Value, definition);

    public Task<IReadOnlyList<PolicyViolation>> DestinationAsync(DestinationId id, DestinationDefinition definition, CancellationToken cancellationToken) =>
        NewAsync(m => m with { Destinations = GovernanceModel.Replace(m.Destinations, id.Value, definition) }, cancellationToken);

    public Task<IReadOnlyList<PolicyViolation>> SourceAsync(SourceId id, SourceDefinition definition, CancellationToken cancellationToken) =>
        NewAsync(m => m with { Sources = GovernanceModel.Replace(m.Sources, id.Value, definition) }, cancellationToken);

    /// <summary>With other labels of a trait, imported or computed.</summary>
    public Task<IReadOnlyList<PolicyViolation>> TraitAsync(string name, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        NewAsync(m => m with { Traits = m.Traits.WithLabels(name, labels) }, cancellationToken);

    public Task<IReadOnlyList<PolicyViolation>> PolicyAsync(Policy policy, CancellationToken cancellationToken) =>
        NewAsync(m => m with { Policies = [.. m.Policies.Where(p => p.Id != policy.Id), policy] }, cancellationToken);

    /// <summary>Where the data of a sync come from and what of that is denied.</summary>
    /// <exception cref="ProblemException">404 no such sync.</exception>
    public async Task<SyncGovernance> DescribeAsync(SyncId id, CancellationToken cancellationToken)
    {
        var model = await models.ReadAsync(cancellationToken);
        var definition = model.Syncs.GetValueOrDefault(id.Value) ?? throw ProblemException.NotFound("sync", id.Value);
        var violations = PolicyEvaluation.OfSync(model, id.Value, definition);
        return new SyncGovernance(
            violations.Count == 0, PolicyEvaluation.Actions(model, definition.Destination), SyncLineage.Of(model, id.Value, definition), violations, PolicyEvaluation.BarredSources(model, id.Value, definition));
    }

    private async Task<IReadOnlyList<PolicyViolation>> NewAsync(Func<GovernanceModel, GovernanceModel> change, CancellationToken cancellationToken)
    {
        var model = await models.ReadAsync(cancellationToken);
        return New(model, change(model));
    }

    internal static IReadOnlyList<PolicyViolation> New(GovernanceModel before, GovernanceModel after)
    {
        var known = PolicyEvaluation.OfAll(before).SelectMany(Keys).ToHashSet();
        return [.. PolicyEvaluation.OfAll(after).Where(v => Keys(v).Any(k => !known.Contains(k)))];
    }

    private static IEnumerable<(string Policy, string Sync, string Action, string Label, string Holder)> Keys(PolicyViolation violation) =>
        violation.Paths.Select(p => (violation.Policy, violation.Sync, violation.Action, p.Label, p.Path[0]));
}
