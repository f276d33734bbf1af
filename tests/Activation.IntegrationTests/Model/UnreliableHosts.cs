using Activation.IntegrationTests.Delivery;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Model;

/// <summary>
/// Two hosts that are handed messages in any order, some of them twice and some never, and that stop in the middle of a call; and a platform that fails, asks to wait, and
/// answers into the void.
/// </summary>
internal sealed class UnreliableHosts : IAsyncDisposable
{
    private const int MostMessages = 24;

    private readonly Random random;
    private readonly DeliveryHost host;
    private readonly DeliveryHost peer;
    private readonly Action<string> tell;
    private readonly Lock gate = new();

    /// <summary>Of the message under way: the host stops at this call from now.</summary>
    private (CancellationTokenSource Stop, int Calls, bool Applied)? stopping;

    public UnreliableHosts(Random random, DeliveryHost host, Action<string> tell)
    {
        this.random = random;
        this.host = host;
        this.tell = tell;
        peer = host.Peer();
        host.Platform.Fault = FaultOf;
        host.Platform.BeforeApply = (_, _) => StopAt(applied: false);
        host.Platform.AfterApply = (_, _) => StopAt(applied: true);
    }

    /// <summary>The share of the platform's calls that go wrong.</summary>
    public double Faults { get; set; }

    /// <summary>Handles some of the messages that are due, in any order.</summary>
    public async Task HandleSomeAsync()
    {
        for (var messages = random.Next(MostMessages); messages > 0; messages--)
        {
            if (host.Queue.TryReceiveAny(random) is not { } message)
            {
                return;
            }

            switch (random.Next(12))
            {
                case 0:
                    tell($"lost: {message.Id}");
                    break;
                case 1:
                    tell($"twice: {message.Id}");
                    await HandleAsync(host, message);
                    await HandleAsync(peer, message);
                    break;
                default:
                    await HandleAsync(random.Next(2) == 0 ? host : peer, message);
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => peer.Owned.DisposeAsync();

    /// <summary>By a host that may stop in the middle; then the broker hands the message over again.</summary>
    private async Task HandleAsync(DeliveryHost by, DeduplicatingQueue.Message message)
    {
        using var stop = new CancellationTokenSource();
        lock (gate)
        {
            stopping = random.Next(4) == 0 ? (stop, random.Next(3), random.Next(2) == 0) : null;
        }

        try
        {
            await by.HandleAsync(message, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            tell($"stopped: {message.Id}");
            host.Queue.PutBack(message);
        }

        lock (gate)
        {
            stopping = null;
        }
    }

    private Task StopAt(bool applied)
    {
        lock (gate)
        {
            if (stopping is not { } plan || plan.Applied != applied)
            {
                return Task.CompletedTask;
            }

            stopping = plan with { Calls = plan.Calls - 1 };
            if (plan.Calls > 0)
            {
                return Task.CompletedTask;
            }

            stopping = null;
            plan.Stop.Cancel();
            return Task.CompletedTask;
        }
    }

    private SandboxFault? FaultOf(SandboxCall call)
    {
        lock (gate)
        {
            return random.NextDouble() >= Faults ? null : random.Next(4) switch
            {
                0 => SandboxFault.Throttle,
                1 => SandboxFault.Html,
                2 => SandboxFault.LostResponse,
                _ => SandboxFault.Error500,
            };
        }
    }
}
