using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Computes a run's plan from the ledger and the desired state, range by range of the member key, so that memory and local disk stay
/// bounded. Reads only; committing the plan is another step.
/// </summary>
internal sealed class SyncPlanner(SnapshotStore snapshots, TraitCatalog catalog, LedgerStore ledgers, ScratchFolder scratch)
{
    public async Task<SyncPlan> PlanAsync(PlanInput input, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var ranges = SnapshotStore.Ranges(manifest);
        var plan = new SyncPlan(new DuckDbSession(scratch));
        try
        {
            PlanTables.Create(plan.Session);
            foreach (var range in ranges)
            {
                await using var snapshot = await snapshots.OpenAsync(plan.Session, schema, manifest, range, cancellationToken);
                await using var ledger = await ledgers.OpenAsync(plan.Session, input.Ledger, range, cancellationToken);
                Evaluate(plan, input, manifest, schema);
                Build(plan, input, cancellationToken);
                CountRange(plan, full: input.Mode == RunMode.Full);
                PlanTables.Sort(plan.Session, full: input.Mode == RunMode.Full);
            }

            await ResolveKeysAsync(plan, input, ranges, cancellationToken);
            plan.Adds = plan.Session.ScalarInt64("SELECT count(*) FROM adds");
            plan.Removes = plan.Session.ScalarInt64("SELECT count(*) FROM removes");
            return plan;
        }
        catch
        {
            plan.Dispose();
            throw;
        }
    }

    private static void Evaluate(SyncPlan plan, PlanInput input, SnapshotManifest manifest, TraitSchema schema)
    {
        plan.Session.Execute("DELETE FROM desired");
        if (input.Rule is { } rule)
        {
            var query = SegmentQueryBuilder.Members(rule, schema, input.Segments, input.Instant, [.. manifest.SourceVersions.Keys]);
            plan.Session.Execute($"INSERT INTO desired SELECT m.pid, m.ids_digest FROM ({query.Text}) m", query.Parameters);
        }

        plan.Received += plan.Session.ScalarInt64("SELECT count(*) FROM desired");
        PlanTables.FindStaying(plan.Session, input.Ledger.RowOptions == input.Rows.OptionsDigest());
    }

    private static void Build(SyncPlan plan, PlanInput input, CancellationToken cancellationToken)
    {
        var excluded = 0L;
        using (var needed = new NeededMembers(plan.Session))
        using (var appender = plan.Session.Connection.CreateAppender("built"))
        {
            foreach (var member in needed.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (input.Rows.Build(member.Profile, member.Identifiers) is { } row)
                {
                    appender.CreateRow().AppendValue(row.Profile.Value).AppendValue(row.Digest()).AppendValue(member.Digest)
                        .AppendValue(input.Rows.Keys(row)).AppendValue(MemberRowJson.Write(row)).EndRow();
                }
                else
                {
                    excluded++;
                }
            }
        }

        Count(plan.Excluded, "noAcceptedIdentifier", excluded);
    }

    private static void CountRange(SyncPlan plan, bool full)
    {
        plan.AudienceBefore += plan.Session.ScalarInt64(PlanTables.InAudience);
        plan.Leaving += plan.Session.ScalarInt64(PlanTables.LeavingAudience);
        if (full)
        {
            return;
        }

        using var command = plan.Session.Command(PlanTables.RefusedReasons);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            Count(plan.Refused, reader.GetString(0), reader.GetInt64(1));
        }
    }

    private async Task ResolveKeysAsync(SyncPlan plan, PlanInput input, IReadOnlyList<IReadOnlyList<int>> ranges, CancellationToken cancellationToken)
    {
        PlanTables.BeginHeld(plan.Session);
        if (plan.Session.ScalarInt64("SELECT count(*) FROM unwanted") > 0)
        {
            await ForEachLedgerRangeAsync(plan, input, ranges, PlanTables.GatherHeld, cancellationToken);
        }

        PlanTables.NameRemoves(plan.Session);
        var widening = plan.Session.ScalarInt64("SELECT count(*) FROM frontier") > 0;
        while (widening)
        {
            await ForEachLedgerRangeAsync(plan, input, ranges, PlanTables.Touch, cancellationToken);
            widening = PlanTables.Widen(plan.Session);
        }
    }

    private async Task ForEachLedgerRangeAsync(
        SyncPlan plan, PlanInput input, IReadOnlyList<IReadOnlyList<int>> ranges, Action<DuckDbSession> step, CancellationToken cancellationToken)
    {
        foreach (var range in ranges)
        {
            await using var ledger = await ledgers.OpenAsync(plan.Session, input.Ledger, range, cancellationToken);
            step(plan.Session);
        }
    }

    private static void Count(Dictionary<string, long> counts, string reason, long count)
    {
        if (count > 0)
        {
            counts[reason] = counts.GetValueOrDefault(reason) + count;
        }
    }
}
