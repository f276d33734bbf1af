using Activation.Storage;

namespace Activation.Delivery;

/// <summary>Handles `deliver` messages.</summary>
public sealed class BatchDelivery
{
    public Task HandleAsync(DeliverMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();
}
