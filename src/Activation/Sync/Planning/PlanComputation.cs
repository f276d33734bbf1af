using Activation.Segments;
using Activation.Storage;

namespace Activation.Sync.Planning;

/// <summary>
/// Computes a plan, range by range of the member key, so that memory and local disk stay bounded: first what each range wants and has, then,
/// over all ranges, which keys removes may name and who must be sent again because of them.
/// </summary>
internal static class PlanComputation
{
    /// <param name="rowOptions">Of the ledger: with other options than the builder's, every row is built anew.</param>
    /// <param name="session">Becomes the plan's; disposed here if the computation fails.</param>
    public static async Task<SyncPlan> RunAsync(
        PlanViews views, RunMode mode, MemberRowBuilder rows, string? rowOptions, PlanScope scope, DuckDbSession session, CancellationToken cancellationToken)
    {
        var plan = new SyncPlan(session) { Blocked = scope.Blocked };
        try
        {
            PlanTables.Create(session);
            PlanExclusions.Create(session, scope);
            List<int> unstored = [];
            var anyWanted = false;
            for (var i = 0; i < views.Ranges.Count; i++)
            {
                var range = views.Ranges[i];
                unstored.AddRange(range);
                PlanTables.BeginRange(session);
                await using var ledger = await views.OpenLedger(session, range, cancellationToken);
                await using var snapshot = mode == RunMode.Protect && views.Consent is null ? null : await views.OpenSnapshot(session, range, cancellationToken);
                if (mode == RunMode.Protect)
                {
                    WantAudience(plan, views);
                }
                else
                {
                    await using var events = views.OpenEvents is { } open ? await open(session, range, cancellationToken) : null;
                    Evaluate(plan, views, views.Known?.Invoke(i) ?? views.Desired, scope);
                    if (views.Extras is { } extras)
                    {
                        PlanTables.Enrich(session, extras, rows.Enrichment.ResendsChanges);
                    }

                    // Everything is sent as it is now, also what goes along and is not sent for its changes alone.
                    var refreshes = mode == RunMode.Full && rows.Enrichment is { IsEmpty: false, ResendsChanges: false };
                    PlanTables.FindStaying(session, rowOptions == scope.RowOptions(rows) && !refreshes);
                    await new RangeRows(rows, scope).BuildAsync(session, range, cancellationToken);
                    PlanExclusions.ExcludeUnbuilt(session, scope);
                }

                CountRange(plan, mode);
                anyWanted |= PlanTables.Sort(session, mode, views.HeldAtOnce);
                if (session.ScalarInt64("SELECT count(*) FROM fresh") >= views.FreshAtOnce)
                {
                    await views.Fresh.StoreAsync(session, unstored, cancellationToken);
                    PlanTables.ForgetFresh(session);
                    unstored = [];
                }
            }

            // Where nobody stays, no key is held by anybody.
            if (anyWanted && session.ScalarInt64("SELECT count(*) FROM unwanted") > 0)
            {
                await PlanKeys.ResolveAsync(session, views, cancellationToken);
            }

            PlanTables.KeepUnnamed(session);
            await GatherSharedTraitsAsync(plan, views, rows.FindingTraits, cancellationToken);
            PlanExclusions.KeepUnsent(session, scope, mode, rowOptions);
            plan.Adds = views.Fresh.Count + session.ScalarInt64("SELECT (SELECT count(*) FROM adds) + (SELECT count(*) FROM fresh)");
            plan.Removes = session.ScalarInt64("SELECT count(*) FROM removes");
            CountReasons(plan.Excluded, session, "SELECT reason, count(*) FROM excluded GROUP BY 1");
            CountReasons(plan.Refused, session, "SELECT reason, count(*) FROM refused GROUP BY 1");
            plan.Waiting = session.ScalarInt64("SELECT count(*) FROM waiting");
            return plan;
        }
        catch
        {
            plan.Dispose();
            throw;
        }
    }

    private static void Evaluate(SyncPlan plan, PlanViews views, SqlQuery? desired, PlanScope scope)
    {
        if (desired is { } query)
        {
            plan.Session.Execute($"INSERT INTO desired (pid, digest) SELECT m.pid, m.ids_digest FROM ({query.Text}) m", query.Parameters);
        }

        plan.Received += plan.Session.ScalarInt64("SELECT count(*) FROM desired");
        views.Consent?.Bar(plan.Session);
        PlanExclusions.ExcludeBlocked(plan.Session, scope);
        PlanExclusions.ExcludeBarred(plan.Session);
    }

    private static void WantAudience(SyncPlan plan, PlanViews views)
    {
        PlanExclusions.WantAudience(plan.Session);
        plan.Received += plan.Session.ScalarInt64("SELECT count(*) FROM desired");
        views.Consent?.Bar(plan.Session);
        PlanExclusions.KeepAudience(plan.Session);
        PlanExclusions.ExcludeBarred(plan.Session);
    }

    private static void CountRange(SyncPlan plan, RunMode mode)
    {
        plan.AudienceBefore += plan.Session.ScalarInt64(PlanTables.InAudience);
        plan.Leaving += plan.Session.ScalarInt64(PlanTables.LeavingAudience);
        plan.LeavingExempt += plan.Session.ScalarInt64(PlanExclusions.LeavingExempt);
        plan.BarredRows += plan.Session.ScalarInt64(PlanExclusions.BarredRows);
        if (mode != RunMode.Protect)
        {
            PlanExclusions.GatherUnsettled(plan.Session, full: mode == RunMode.Full);
        }
    }

    private static void CountReasons(Dictionary<string, long> counts, DuckDbSession session, string query)
    {
        using var command = session.Command(query);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts[reader.GetString(0)] = counts.GetValueOrDefault(reader.GetString(0)) + reader.GetInt64(1);
        }
    }

    private static async Task GatherSharedTraitsAsync(SyncPlan plan, PlanViews views, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return;
        }

        SharedTraits.Begin(plan.Session, names);
        if (plan.Session.ScalarInt64("SELECT count(*) FROM removes WHERE data IS NULL") > 0)
        {
            await views.ForEachLedgerRangeAsync(plan.Session, range => SharedTraits.GatherLeaving(plan.Session, names, range), cancellationToken);
        }

        if (plan.Session.ScalarInt64("SELECT count(*) FROM leaving_traits") > 0)
        {
            SharedTraits.GatherAdds(plan.Session, names, "adds");
            await views.ForEachTableOfFreshAsync(plan.Session, table => SharedTraits.GatherAdds(plan.Session, names, table), cancellationToken);
            await views.ForEachLedgerRangeAsync(plan.Session, range => SharedTraits.Gather(plan.Session, names, range), cancellationToken);
            plan.SharedTraits = SharedTraits.Read(plan.Session);
        }
    }
}
