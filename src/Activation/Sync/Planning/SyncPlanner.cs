using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Passes;
using Activation.Segments.Sql;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>Plans a run over the current snapshot and ledger. Writes nothing but the draft's files; committing the plan is another step.</summary>
internal sealed class SyncPlanner(
    SnapshotStore snapshots, TraitCatalog catalog, ISegmentEvents events, LedgerStore ledgers, SegmentPasses passes, TickSegments tick, ScratchFolder scratch)
{
    /// <summary>What is planned for all members stands in the session and spills beyond it.</summary>
    private const int MemoryMegabytes = 256;

    public async Task<SyncPlan> PlanAsync(PlanInput input, CancellationToken cancellationToken)
    {
        var ledger = input.Draft.Ledger.Manifest;
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        var context = new RuleContext { Traits = schema, Events = eventSchema, Segments = input.Segments, Instant = input.Instant, Sources = [.. manifest.SourceVersions.Keys] };
        var desired = input.Rule is null ? null : SegmentQueryBuilder.Compile(input.Rule, context);
        await using var known = desired is null
            ? null
            : await passes.FindAsync(manifest, input.Rule!, desired, context, tick.OthersAsync(input.Run, input.Segments, cancellationToken), cancellationToken);
        var extras = input.Rule is null || input.Rows.Enrichment is { IsEmpty: true } ? null : EnrichmentSql.Write(input.Rows.Enrichment.ValueTrait, input.Rows.Enrichment.Columns, context);
        var needed = NeededEvents.Both(known is null ? desired?.Events : null, extras?.Events);
        var views = new PlanViews(
            SnapshotStore.Ranges(manifest, scratch.Budget.PlannedRows),
            desired?.Members,
            async (session, range, token) => await snapshots.OpenAsync(session, schema, manifest, range, token),
            async (session, range, token) => await ledgers.OpenAsync(session, ledger, range, token),
            input.Draft)
        {
            Known = known is null ? null : known.InRange,
            Extras = extras?.Query,
            Consent = input.Scope.Consent.Count > 0 && (desired is not null || input.Mode == RunMode.Protect) ? new PlanConsent(input.Scope.Consent, input.Scope.ConsentDefaults, schema, manifest.SourceVersions.Keys) : null,
            OpenEvents = needed is null ? null : (session, range, token) => events.OpenAsync(session, eventSchema, manifest, needed, range, token),
        };
        return await PlanComputation.RunAsync(views, input.Mode, input.Rows, ledger.RowOptions, input.Scope, new DuckDbSession(scratch, MemoryMegabytes), cancellationToken);
    }
}
