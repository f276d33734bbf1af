namespace Activation.Delivery.Accounts;

/// <summary>Is told when a platform begins to refuse a destination's credentials; every registered one is.</summary>
internal interface IDisconnectionListener
{
    /// <param name="code">The platform's.</param>
    Task DisconnectedAsync(DestinationId destination, DateTimeOffset since, string? code, CancellationToken cancellationToken);
}
