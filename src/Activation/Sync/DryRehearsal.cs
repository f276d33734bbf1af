using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Storage;
using Activation.Sync.Members;

namespace Activation.Sync;

/// <summary>
/// Has a platform look at the first batch of a dry run's adds, where it offers to look at a call without applying it. The others would cost the account calls that its runs need, and
/// what is wrong with an account, or with all rows, shows in one.
/// </summary>
internal sealed class DryRehearsal(BatchPayloads payloads, SyncStateStore states, RunFailures failures, AccountGate accounts, ActivationMetrics metrics, TimeProvider time)
{
    /// <param name="session">Of the plan: gets the tables of <see cref="RunFailures"/>.</param>
    /// <param name="list">Of those whom the plan leaves out.</param>
    /// <returns>Without an answer where there is nothing to be looked at, or no audience yet that it could be looked at for.</returns>
    public async Task<Rehearsed> RunAsync(SyncTarget target, RunId run, DuckDbSession session, IReadOnlyList<BatchRecord> planned, string? list, CancellationToken cancellationToken)
    {
        if (!target.Destination.Type.SupportsRehearsal
            || planned.FirstOrDefault(b => b.Operation == BatchOperation.Add) is not { } batch
            || await states.GetAsync(target.Id, cancellationToken) is not { AudienceId: { } audience } state)
        {
            return Rehearsed.Nothing(list);
        }

        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return Rehearsed.Nothing(list) with { Answer = SendResult.Failure(refusal) };
        }

        var rows = await payloads.ReadRowsAsync(batch, cancellationToken);
        var content = new DestinationBatch(BatchStore.Id(batch), 1, audience, state.AudienceName ?? "", BatchOperation.Add, rows, time.GetUtcNow());
        var began = time.GetTimestamp();
        var answer = await target.Destination.RehearseAsync(target.Account, content, cancellationToken);
        metrics.Called(target.Account.Id, "rehearse", answer.Result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, answer.Result, cancellationToken);
        if (answer.Result.Outcome != DestinationOutcome.Success)
        {
            return Rehearsed.Nothing(list) with { Answer = answer };
        }

        Note(session, rows, answer.Rejected);
        var settled = await failures.SettleAsync(session, run, list, cancellationToken);
        return new Rehearsed(answer, settled.Failed, settled.List);
    }

    private static void Note(DuckDbSession session, IReadOnlyList<MemberRow> rows, IReadOnlyList<RejectedRow> rejected)
    {
        RunFailures.Begin(session);
        using var appender = session.Connection.CreateAppender("failure");
        foreach (var row in rejected)
        {
            appender.CreateRow().AppendValue(rows[row.Index].Profile.Value).AppendValue(row.Reason).EndRow();
        }
    }
}
