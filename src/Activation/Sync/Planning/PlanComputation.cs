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
        PlanViews views, RunMode mode, MemberRowBuilder rows, string? rowOptions, DuckDbSession session, CancellationToken cancellationToken)
    {
        var plan = new SyncPlan(session);
        try
        {
            PlanTables.Create(session);
            foreach (var range in views.Ranges)
            {
                await using var snapshot = await views.OpenSnapshot(session, range, cancellationToken);
                await using var events = views.OpenEvents is { } open ? await open(session, range, cancellationToken) : null;
                await using var ledger = await views.OpenLedger(session, range, cancellationToken);
                Evaluate(plan, views);
                PlanTables.FindStaying(session, rowOptions == rows.OptionsDigest());
                Build(plan, rows, cancellationToken);
                CountRange(plan, full: mode == RunMode.Full);
                PlanTables.Sort(session, full: mode == RunMode.Full);
            }

            await ResolveKeysAsync(plan, views, cancellationToken);
            plan.Adds = session.ScalarInt64("SELECT count(*) FROM adds");
            plan.Removes = session.ScalarInt64("SELECT count(*) FROM removes");
            return plan;
        }
        catch
        {
            plan.Dispose();
            throw;
        }
    }

    private static void Evaluate(SyncPlan plan, PlanViews views)
    {
        plan.Session.Execute("DELETE FROM desired");
        if (views.Desired is { } query)
        {
            plan.Session.Execute($"INSERT INTO desired SELECT m.pid, m.ids_digest FROM ({query.Text}) m", query.Parameters);
        }

        plan.Received += plan.Session.ScalarInt64("SELECT count(*) FROM desired");
    }

    private static void Build(SyncPlan plan, MemberRowBuilder rows, CancellationToken cancellationToken)
    {
        var excluded = 0L;
        using (var needed = new NeededMembers(plan.Session))
        using (var appender = plan.Session.Connection.CreateAppender("built"))
        {
            foreach (var member in needed.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (rows.Build(member.Profile, member.Identifiers) is { } row)
                {
                    appender.CreateRow().AppendValue(row.Profile.Value).AppendValue(row.Digest()).AppendValue(member.Digest)
                        .AppendValue(rows.Keys(row)).AppendValue(MemberRowJson.Write(row)).EndRow();
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

    private static async Task ResolveKeysAsync(SyncPlan plan, PlanViews views, CancellationToken cancellationToken)
    {
        PlanTables.BeginHeld(plan.Session);
        if (plan.Session.ScalarInt64("SELECT count(*) FROM unwanted") > 0)
        {
            await ForEachLedgerRangeAsync(plan, views, PlanTables.GatherHeld, cancellationToken);
        }

        PlanTables.NameRemoves(plan.Session);
        var widening = plan.Session.ScalarInt64("SELECT count(*) FROM frontier") > 0;
        while (widening)
        {
            await ForEachLedgerRangeAsync(plan, views, PlanTables.Touch, cancellationToken);
            widening = PlanTables.Widen(plan.Session);
        }
    }

    private static async Task ForEachLedgerRangeAsync(SyncPlan plan, PlanViews views, Action<DuckDbSession> step, CancellationToken cancellationToken)
    {
        foreach (var range in views.Ranges)
        {
            await using var ledger = await views.OpenLedger(plan.Session, range, cancellationToken);
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
