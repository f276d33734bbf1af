using Activation.Delivery.Accounts;
using Activation.Delivery.Processing;
using Activation.Delivery.Splitting;
using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Logging;

namespace Activation.Delivery;

/// <summary>Makes the calls of one attempt at a batch: one, or several parts where the platform refuses the whole, or rows without saying which.</summary>
internal sealed class BatchCall(BatchPayloads payloads, CallRecords records, AccountGate accounts, SplitSender split, ActivationMetrics metrics, TimeProvider time, ILogger<BatchCall> logger)
{
    /// <summary>Called with leave to call the account once.</summary>
    /// <param name="batch">With the attempt counted.</param>
    /// <param name="lease">On the payload.</param>
    public async Task<BatchSent> SendAsync(BatchId id, BatchRecord batch, RunDelivery delivery, RunRecord run, HeldLease lease, CancellationToken cancellationToken)
    {
        var (target, state, _) = await delivery.ReadAsync(cancellationToken);
        if (state.AudienceId is not { } audience)
        {
            var missing = new DestinationResult(DestinationOutcome.AudienceMissing, RunCloser.AudienceMissing, "The audience is not known any more; the next run makes a new one.");
            return new BatchSent(SendResult.Failure(missing));
        }

        var account = AccountRef.Of(target);
        var rows = await payloads.ReadRowsAsync(batch, cancellationToken);
        var whole = new DestinationBatch(id, batch.Attempts, audience, state.AudienceName ?? "", batch.Operation, rows, time.GetUtcNow())
        {
            IsFull = run.Mode == RunMode.Full,
            IsEverybody = run.Mode == RunMode.Full && batch.Operation == BatchOperation.Add && batch.Members == run.Adds,
            EmptiesAudience = run.EmptiesAudience,
        };
        var awaited = new List<AwaitedCall>();
        var (hasLeave, awaitsRunEnd) = (true, false);
        var sent = batch.Calls > 0 ? await split.SendAsync(id, null, SendPartAsync, cancellationToken) : await SendWholeAsync();
        return sent with { FailingSince = state.FailingSince, Awaited = awaited, AwaitsRunEnd = awaitsRunEnd };

        async Task<BatchSent> SendWholeAsync()
        {
            var answer = await SendReportedAsync(whole);
            return answer.Result.Outcome == DestinationOutcome.Refused || answer.UnnamedRejections > 0
                ? await split.SendAsync(id, BatchSplit.Begin(rows.Count, answer), SendPartAsync, cancellationToken)
                : new BatchSent(answer);
        }

        async Task<SendResult> SendPartAsync(RowSet part, int number) =>
            !hasLeave && await accounts.ContinueAsync(account, cancellationToken) is { } refusal
                ? SendResult.Failure(refusal)
                : await SendReportedAsync(whole with { Part = number, Rows = [.. part.Rows().Select(r => rows[r])] });

        async Task<SendResult> SendReportedAsync(DestinationBatch content)
        {
            hasLeave = false;
            var answer = await SendMeasuredAsync(content);
            if (answer.Result.Outcome == DestinationOutcome.Reconnect && await delivery.RenewAsync(cancellationToken) is { } renewed)
            {
                target = renewed;
                answer = await SendMeasuredAsync(content);
            }

            await accounts.ReportAsync(account, answer.Result, cancellationToken);
            if (answer is { Result.Outcome: DestinationOutcome.Success, Receipt: { } receipt })
            {
                var refused = Math.Min(answer.Rejected.Count + answer.UnnamedRejections, content.Rows.Count);
                awaited.Add(new AwaitedCall(receipt, content.Rows.Count - refused, refused, time.GetUtcNow() + ProcessingPace.Wait(asked: 0)));
            }

            if (answer is { Result.Outcome: DestinationOutcome.Success, Record: { } record })
            {
                await records.WriteAsync(id, content.Part, record, cancellationToken);
                awaitsRunEnd = true;
            }

            return answer;
        }

        async Task<SendResult> SendMeasuredAsync(DestinationBatch content)
        {
            lease.ThrowIfOverdue();
            var began = time.GetTimestamp();
            var answer = await SendGuardedAsync(content);
            metrics.Called(target.Account.Id, content.Operation == BatchOperation.Add ? "add" : "remove", answer.Result, time.GetElapsedTime(began));
            return answer;
        }

        async Task<SendResult> SendGuardedAsync(DestinationBatch content)
        {
            try
            {
                return await target.Destination.SendAsync(target.Account, content, cancellationToken);
            }
            catch (Exception e) when (OwnFaults.Is(e))
            {
                // Not its message, which may have a value of a row.
                DeliveryLog.NotSendable(logger, id, content.Rows.Count, e.GetType().Name, e.StackTrace);
                return OwnFaults.Refusal;
            }
        }
    }
}
