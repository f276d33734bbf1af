using Activation.Sync.Planning;

namespace Activation.Governance.Privacy;

/// <summary>Keeps suppressed people out of plans, and brings those of open requests out of what is there.</summary>
internal sealed class PrivacyScopeSource(SuppressionList suppression, PrivacyStore store, PrivacyBatch batch) : IPlanScopeSource
{
    public async Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken)
    {
        var leaving = scope.Leaving.ToHashSet();
        foreach (var request in await store.ListHoldingAsync(cancellationToken))
        {
            var people = await batch.ReadPeopleAsync(request.Request.RequestId, cancellationToken);
            leaving.UnionWith(people.Select(p => p.Profile).OfType<ProfileId>());
        }

        var suppressed = await suppression.GetAsync(cancellationToken);
        return scope with { Leaving = leaving, Suppression = suppressed.IsEmpty ? scope.Suppression : suppressed };
    }
}
