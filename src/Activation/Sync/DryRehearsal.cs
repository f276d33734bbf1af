using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;

namespace Activation.Sync;

/// <summary>
/// Has a platform look at the first batch of a dry run's adds, where it offers to look at a call without applying it. The others would cost the account calls that its runs need, and
/// what is wrong with an account, or with all rows, shows in one.
/// </summary>
internal sealed class DryRehearsal(BatchPayloads payloads, SyncStateStore states, AccountGate accounts, ActivationMetrics metrics, TimeProvider time)
{
    /// <param name="planned">Of the dry run.</param>
    /// <returns>Null: there is nothing to be looked at, or no audience yet that it could be looked at for.</returns>
    public async Task<SendResult?> RunAsync(SyncTarget target, IReadOnlyList<BatchRecord> planned, CancellationToken cancellationToken)
    {
        if (!target.Destination.Type.SupportsRehearsal
            || planned.FirstOrDefault(b => b.Operation == BatchOperation.Add) is not { } batch
            || await states.GetAsync(target.Id, cancellationToken) is not { AudienceId: { } audience } state)
        {
            return null;
        }

        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return SendResult.Failure(refusal);
        }

        var rows = await payloads.ReadRowsAsync(batch, cancellationToken);
        var content = new DestinationBatch(BatchStore.Id(batch), 1, audience, state.AudienceName ?? "", BatchOperation.Add, rows, time.GetUtcNow());
        var began = time.GetTimestamp();
        var answer = await target.Destination.RehearseAsync(target.Account, content, cancellationToken);
        metrics.Called(target.Account.Id, "rehearse", answer.Result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, answer.Result, cancellationToken);
        return answer;
    }
}
