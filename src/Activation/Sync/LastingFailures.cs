using Activation.Delivery;
using Activation.Destinations;
using Microsoft.Extensions.Options;

namespace Activation.Sync;

/// <summary>How long a call that is not a batch's own is tried again: as a batch, for so many hours, over all runs of the sync.</summary>
internal sealed class LastingFailures(SyncStateStore states, IOptions<DeliveryOptions> options, TimeProvider time)
{
    /// <param name="what">That could not be done, as a sentence without its end.</param>
    public async Task<DestinationResult> HeedAsync(SyncId sync, DestinationResult result, string what, CancellationToken cancellationToken)
    {
        if (result.Outcome != DestinationOutcome.Retry)
        {
            return result;
        }

        var now = time.GetUtcNow();
        var failing = await states.UpdateAsync(sync, s => s with { FailingSince = s.FailingSince ?? now }, cancellationToken);
        return now - failing.FailingSince < TimeSpan.FromHours(options.Value.GiveUpHours)
            ? result
            : result with { Outcome = DestinationOutcome.Stop, Message = $"{what} in {options.Value.GiveUpHours} hours of trying. {result.Message}" };
    }
}
