namespace Activation.Sync.Planning;

/// <summary>The scope of a sync's plan, as all that restrict it say.</summary>
internal sealed class PlanScopes(IEnumerable<IPlanScopeSource> sources)
{
    public async Task<PlanScope> GetAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var scope = PlanScope.Everybody;
        foreach (var source in sources)
        {
            scope = await source.ApplyAsync(scope, sync, cancellationToken);
        }

        return scope;
    }
}
