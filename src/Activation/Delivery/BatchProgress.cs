using Activation.Destinations;
using Activation.Sync;

namespace Activation.Delivery;

/// <summary>What becomes of a batch after an attempt. Pure.</summary>
internal static class BatchProgress
{
    /// <param name="batch">With the attempt counted.</param>
    /// <param name="jitter">0 to 1.</param>
    public static BatchRecord After(BatchRecord batch, DestinationResult result, DeliveryOptions options, DateTimeOffset now, double jitter)
    {
        switch (result.Outcome)
        {
            case DestinationOutcome.Success:
                return batch with { State = BatchState.Delivered, NextAttemptAt = null, ErrorCode = null, ErrorMessage = null };

            case DestinationOutcome.Stop:
                return Dead(batch, result.Code, result.Message);

            case DestinationOutcome.AudienceMissing:
                return Dead(batch, RunCloser.AudienceMissing, result.Message);
        }

        var wait = Backoff.Next(options, batch.Attempts, result.Wait, jitter);
        return now + wait - (batch.FirstAttemptAt ?? now) > TimeSpan.FromHours(options.GiveUpHours)
            ? Dead(batch, result.Code, $"Not delivered in {options.GiveUpHours} hours of trying. {result.Message}")
            : batch with { State = BatchState.Retrying, NextAttemptAt = now + wait, ErrorCode = result.Code, ErrorMessage = result.Message };
    }

    private static BatchRecord Dead(BatchRecord batch, string code, string message) =>
        batch with { State = BatchState.DeadLettered, NextAttemptAt = null, ErrorCode = code, ErrorMessage = message };
}
