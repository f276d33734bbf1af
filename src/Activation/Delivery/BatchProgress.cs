using Activation.Destinations;
using Activation.Sync;

namespace Activation.Delivery;

/// <summary>What becomes of a batch after an attempt. Pure.</summary>
internal static class BatchProgress
{
    /// <param name="batch">With the attempt counted.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <param name="failingSince">Since when earlier runs of the sync have not been delivered; null if they were.</param>
    public static BatchRecord After(BatchRecord batch, DestinationResult result, DeliveryOptions options, DateTimeOffset now, double jitter, DateTimeOffset? failingSince)
    {
        switch (result.Outcome)
        {
            case DestinationOutcome.Success:
                return batch with { State = BatchState.Delivered, NextAttemptAt = null, FailingSince = null, ErrorCode = null, ErrorMessage = null };

            case DestinationOutcome.Stop:
                return Dead(batch with { FailingSince = null }, result.Code, result.Message);

            case DestinationOutcome.AudienceMissing:
                return Dead(batch with { FailingSince = null }, RunCloser.AudienceMissing, result.Message);
        }

        var wait = Backoff.Next(options, batch.Attempts, result.Wait, jitter);
        var first = batch.FirstAttemptAt ?? now;
        batch = batch with { FailingSince = failingSince < first ? failingSince : first };
        return now + wait - batch.FailingSince > TimeSpan.FromHours(options.GiveUpHours)
            ? Dead(batch, result.Code, $"Not delivered in {options.GiveUpHours} hours of trying. {result.Message}")
            : batch with { State = BatchState.Retrying, NextAttemptAt = now + wait, ErrorCode = result.Code, ErrorMessage = result.Message };
    }

    private static BatchRecord Dead(BatchRecord batch, string code, string message) =>
        batch with { State = BatchState.DeadLettered, NextAttemptAt = null, ErrorCode = code, ErrorMessage = message };
}
