using System.Diagnostics.CodeAnalysis;
using Activation.Storage;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A broker as Service Bus is one: it drops a message whose id it has seen before, and hands out each when it is due by the test's clock.</summary>
internal sealed class DeduplicatingQueue(TimeProvider time) : IMessageQueue
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<Message> waiting = [];

    /// <summary>The message that is due first.</summary>
    public Message? Next
    {
        get
        {
            lock (gate)
            {
                return waiting.MinBy(m => m.Due);
            }
        }
    }

    /// <summary>How many messages of a queue are on their way.</summary>
    public int Count(string queue)
    {
        lock (gate)
        {
            return waiting.Count(m => m.Queue == queue);
        }
    }

    public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (seen.Add($"{queue}/{messageId}"))
            {
                waiting.Add(new Message(queue, messageId, body, time.GetUtcNow() + delay));
            }
        }

        return Task.CompletedTask;
    }

    public bool TryReceive([NotNullWhen(true)] out Message? message)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            message = waiting.Where(m => m.Due <= now).MinBy(m => m.Due);
            return message is not null && waiting.Remove(message);
        }
    }

    /// <summary>A message that is due, whichever: a broker keeps no order.</summary>
    public Message? TryReceiveAny(Random random)
    {
        lock (gate)
        {
            var due = waiting.Where(m => m.Due <= time.GetUtcNow()).ToList();
            var message = due.Count == 0 ? null : due[random.Next(due.Count)];
            return message is not null && waiting.Remove(message) ? message : null;
        }
    }

    /// <summary>A message whose receiver has not settled it is handed out again.</summary>
    public void PutBack(Message message)
    {
        lock (gate)
        {
            waiting.Add(message);
        }
    }

    /// <summary>Messages that never arrive.</summary>
    public void Lose()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }

    /// <summary>Ids are new again, as when the time is over for which a broker knows them.</summary>
    public void Forget()
    {
        lock (gate)
        {
            seen.Clear();
        }
    }

    public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal sealed record Message(string Queue, string Id, string Body, DateTimeOffset Due);
}
