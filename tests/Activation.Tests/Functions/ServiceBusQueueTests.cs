using Activation.Functions;
using Activation.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Functions;

public sealed class ServiceBusQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Recorder sender = new();
    private readonly IMessageQueue queue;

    public ServiceBusQueueTests() => queue = new ServiceBusQueue(sender, new FakeTimeProvider(Now));

    [Fact]
    public async Task Send_AtOnce_KeepsIdAndBodyAndIsNotScheduled()
    {
        await queue.SendAsync("deliver", "run-1/3/0", "{\"batch\":3}", TimeSpan.Zero, CancellationToken.None);

        sender.Sent.ShouldBe([("deliver", new OutgoingMessage { MessageId = "run-1/3/0", Body = "{\"batch\":3}", ScheduledEnqueueTime = null })]);
        sender.Sent[0].Message.ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Send_Later_IsScheduledForThatTime()
    {
        await queue.SendAsync("deliver", "run-1/3/1", "{}", TimeSpan.FromMinutes(15), CancellationToken.None);

        sender.Sent.ShouldHaveSingleItem().Message.ScheduledEnqueueTime.ShouldBe(Now.AddMinutes(15));
    }

    [Fact]
    public async Task Send_NegativeDelay_IsAtOnce()
    {
        await queue.SendAsync("deliver", "m", "{}", TimeSpan.FromSeconds(-1), CancellationToken.None);

        sender.Sent.ShouldHaveSingleItem().Message.ScheduledEnqueueTime.ShouldBeNull();
    }

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public async Task Send_IdOfAnyLength_IsWithinTheBrokersLimitAndStaysTheSame(int length)
    {
        var id = new string('x', length);
        await queue.SendAsync("import", id, "{}", TimeSpan.Zero, CancellationToken.None);
        await queue.SendAsync("import", id, "{}", TimeSpan.Zero, CancellationToken.None);
        await queue.SendAsync("import", id[1..] + "y", "{}", TimeSpan.Zero, CancellationToken.None);

        var ids = sender.Sent.ConvertAll(s => s.Message.MessageId);
        ids.ShouldAllBe(i => i.Length <= 128);
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
        (ids[0] == id).ShouldBe(length <= 128);
    }

    [Fact]
    public async Task Ping_OpensALinkAndSendsNothing()
    {
        await queue.PingAsync(CancellationToken.None);

        sender.Opened.ShouldBe([StorageNames.ImportQueue]);
        sender.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_OfARetry_HaveAnIdOfTheirOwn()
    {
        var batch = new BatchId(RunId.Scheduled(new SyncId("gold"), Now), 3);
        await queue.SendDeliverAsync(batch, "0", TimeSpan.Zero, Now, CancellationToken.None);
        await queue.SendDeliverAsync(batch, "1", TimeSpan.Zero, Now, CancellationToken.None);

        sender.Sent.ConvertAll(s => s.Message.MessageId).ShouldBeUnique();
    }

    private sealed class Recorder : IServiceBusSender
    {
        public List<(string Queue, OutgoingMessage Message)> Sent { get; } = [];

        public List<string> Opened { get; } = [];

        public Task SendAsync(string queue, OutgoingMessage message, CancellationToken cancellationToken)
        {
            Sent.Add((queue, message));
            return Task.CompletedTask;
        }

        public Task OpenAsync(string queue, CancellationToken cancellationToken)
        {
            Opened.Add(queue);
            return Task.CompletedTask;
        }
    }
}
