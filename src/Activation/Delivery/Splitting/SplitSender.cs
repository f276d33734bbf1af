using Activation.Destinations;
using Microsoft.Extensions.Options;

namespace Activation.Delivery.Splitting;

/// <summary>Sends a batch in parts after the platform refused it as a whole, or did not name all rows that it refused. A host that dies sends at most one part again.</summary>
internal sealed class SplitSender(SplitStore store, IOptions<DeliveryOptions> options, TimeProvider time)
{
    /// <param name="begun">The state after the whole batch was sent; null takes up what is stored.</param>
    /// <param name="send">Sends a part, given with its number, in one attempt.</param>
    /// <returns>Without a result if the time for one message is over; the search then goes on with the next.</returns>
    public async Task<BatchSent> SendAsync(BatchId batch, SplitState? begun, Func<RowSet, int, Task<SendResult>> send, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + TimeSpan.FromSeconds(options.Value.SplitSeconds);
        var state = begun ?? await store.ReadAsync(batch, cancellationToken);
        if (begun is not null)
        {
            await store.WriteAsync(batch, begun, cancellationToken);
        }

        while (BatchSplit.Next(state) is { } part)
        {
            var sent = await send(part, state.Calls + 1);
            if (sent.Result.Outcome == DestinationOutcome.Stop && NameSearch.IsUnderWay(state))
            {
                // Everything has been sent; the names that are still missing are not worth a dead letter.
                break;
            }

            if (sent.Result.Outcome is not (DestinationOutcome.Success or DestinationOutcome.Refused))
            {
                return new BatchSent(sent, state.Calls);
            }

            state = BatchSplit.After(state, part, sent);
            await store.WriteAsync(batch, state, cancellationToken);
            if (time.GetUtcNow() >= end && BatchSplit.Next(state) is not null)
            {
                return new BatchSent(null, state.Calls);
            }
        }

        return new BatchSent(BatchSplit.Result(state), state.Calls);
    }
}
