namespace Activation.Functions;

/// <summary>The Service Bus client, as far as sending goes.</summary>
internal interface IServiceBusSender
{
    Task SendAsync(string queue, OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>Opens the link to the queue, which needs the namespace, the queue and the right to send; sends nothing.</summary>
    Task OpenAsync(string queue, CancellationToken cancellationToken);
}
