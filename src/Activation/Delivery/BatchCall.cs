using Activation.Delivery.Splitting;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync;

namespace Activation.Delivery;

/// <summary>Makes the calls of one attempt at a batch: one, or several parts where the platform refuses the whole.</summary>
internal sealed class BatchCall(BatchPayloads payloads, SyncTargets targets, SyncStateStore states, SplitSender split, TimeProvider time)
{
    /// <param name="batch">With the attempt counted.</param>
    public async Task<BatchSent> SendAsync(BatchId id, BatchRecord batch, CancellationToken cancellationToken)
    {
        SyncTarget target;
        try
        {
            target = await targets.GetAsync(id.Run.Sync, cancellationToken);
        }
        catch (ProblemException e)
        {
            return Failure(DestinationOutcome.Stop, e.Code, e.Message);
        }

        var state = await states.GetAsync(id.Run.Sync, cancellationToken);
        if (state.AudienceId is not { } audience)
        {
            return Failure(DestinationOutcome.AudienceMissing, RunCloser.AudienceMissing, "The audience is not known any more; the next run makes a new one.");
        }

        var rows = await ReadAsync(id, batch.Members, cancellationToken);
        var whole = new DestinationBatch(id, batch.Attempts, audience, state.AudienceName ?? "", batch.Operation, rows, time.GetUtcNow());
        if (batch.Calls > 0)
        {
            return await split.SendAsync(id, null, SendPartAsync, cancellationToken);
        }

        var sent = await target.Destination.SendAsync(target.Account, whole, cancellationToken);
        return sent.Result.Outcome == DestinationOutcome.Refused
            ? await split.SendAsync(id, BatchSplit.Begin(rows.Count, sent.Result), SendPartAsync, cancellationToken)
            : new BatchSent(sent);

        Task<SendResult> SendPartAsync(RowSet part, int number) =>
            target.Destination.SendAsync(target.Account, whole with { Part = number, Rows = [.. part.Rows().Select(r => rows[r])] }, cancellationToken);
    }

    private static BatchSent Failure(DestinationOutcome outcome, string code, string message) => new(SendResult.Failure(new DestinationResult(outcome, code, message)));

    private async Task<List<MemberRow>> ReadAsync(BatchId id, int members, CancellationToken cancellationToken)
    {
        var rows = new List<MemberRow>(members);
        await foreach (var member in payloads.ReadAsync(id, cancellationToken))
        {
            rows.Add(member.Row);
        }

        return rows;
    }
}
