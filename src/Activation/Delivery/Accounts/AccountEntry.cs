using Activation.Destinations;

namespace Activation.Delivery.Accounts;

/// <summary>Leave to call an account once, or why there is none. Disposing of it makes room for the next call.</summary>
/// <param name="refusal">Throttled, with how long to wait, or Reconnect.</param>
/// <param name="leave">What else to do at the end.</param>
internal sealed class AccountEntry(DestinationResult? refusal, IAsyncDisposable? slot, Action leave) : IAsyncDisposable
{
    public DestinationResult? Refusal => refusal;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (slot is not null)
            {
                await slot.DisposeAsync();
            }
        }
        finally
        {
            leave();
        }
    }
}
