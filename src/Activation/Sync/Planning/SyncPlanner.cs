using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>Plans a run over the current snapshot and ledger. Reads only; committing the plan is another step.</summary>
internal sealed class SyncPlanner(SnapshotStore snapshots, TraitCatalog catalog, LedgerStore ledgers, ScratchFolder scratch)
{
    public async Task<SyncPlan> PlanAsync(PlanInput input, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var desired = input.Rule is null
            ? null
            : SegmentQueryBuilder.Members(input.Rule, schema, input.Segments, input.Instant, [.. manifest.SourceVersions.Keys]);
        var views = new PlanViews(
            SnapshotStore.Ranges(manifest),
            desired,
            async (session, range, token) => await snapshots.OpenAsync(session, schema, manifest, range, token),
            async (session, range, token) => await ledgers.OpenAsync(session, input.Ledger, range, token));
        return await PlanComputation.RunAsync(views, input.Mode, input.Rows, input.Ledger.RowOptions, new DuckDbSession(scratch), cancellationToken);
    }
}
