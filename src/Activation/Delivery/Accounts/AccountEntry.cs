using Activation.Destinations;

namespace Activation.Delivery.Accounts;

/// <summary>Leave to call an account once, or why there is none. Disposing of it makes room for the next call.</summary>
/// <param name="refusal">Throttled, with how long to wait, or Reconnect.</param>
internal sealed class AccountEntry(DestinationResult? refusal, IAsyncDisposable? slot) : IAsyncDisposable
{
    public DestinationResult? Refusal => refusal;

    public ValueTask DisposeAsync() => slot?.DisposeAsync() ?? ValueTask.CompletedTask;
}
