namespace Activation.Functions;

/// <summary>A message as Service Bus gets it.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>At most 128 characters; a second message of an id within ten minutes is dropped.</summary>
    public required string MessageId { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required string Body { get; init; }

    public string ContentType { get; } = "application/json";

    /// <summary>When it becomes visible; null for at once.</summary>
    public DateTimeOffset? ScheduledEnqueueTime { get; init; }
}
