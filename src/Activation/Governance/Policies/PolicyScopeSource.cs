using Activation.Sync.Planning;
using Microsoft.Extensions.Logging;

namespace Activation.Governance.Policies;

/// <summary>Holds each run against the policies once more: an import may have brought a trait from a further source since the sync was saved.</summary>
internal sealed class PolicyScopeSource(GovernanceModels models, ILogger<PolicyScopeSource> logger) : IPlanScopeSource
{
    public async Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken)
    {
        var model = await models.ReadAsync(cancellationToken);
        if (!model.Syncs.TryGetValue(sync.Value, out var definition))
        {
            return scope;
        }

        if (PolicyEvaluation.OfSync(model, sync.Value, definition) is [var first, ..] violations)
        {
            GovernanceLog.Blocked(logger, sync, string.Join(", ", violations.Select(v => v.Policy)));
            return scope with { Blocked = $"The policy {first}. Nobody is sent; GET /api/syncs/{sync}/governance says what would put it right." };
        }

        return scope with { BarredSources = PolicyEvaluation.BarredSources(model, sync.Value, definition) };
    }
}
