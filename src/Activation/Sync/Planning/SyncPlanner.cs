using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>Plans a run over the current snapshot and ledger. Reads only; committing the plan is another step.</summary>
internal sealed class SyncPlanner(SnapshotStore snapshots, TraitCatalog catalog, ISegmentEvents events, LedgerStore ledgers, ScratchFolder scratch)
{
    public async Task<SyncPlan> PlanAsync(PlanInput input, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        var desired = input.Rule is null
            ? null
            : SegmentQueryBuilder.Compile(
                input.Rule, new RuleContext { Traits = schema, Events = eventSchema, Segments = input.Segments, Instant = input.Instant, Sources = [.. manifest.SourceVersions.Keys] });
        var views = new PlanViews(
            SnapshotStore.Ranges(manifest),
            desired?.Members,
            async (session, range, token) => await snapshots.OpenAsync(session, schema, manifest, range, token),
            async (session, range, token) => await ledgers.OpenAsync(session, input.Ledger, range, token))
        {
            OpenEvents = desired?.Events is { } needed ? (session, range, token) => events.OpenAsync(session, eventSchema, manifest, needed, range, token) : null,
        };
        return await PlanComputation.RunAsync(views, input.Mode, input.Rows, input.Ledger.RowOptions, input.Scope, new DuckDbSession(scratch), cancellationToken);
    }
}
