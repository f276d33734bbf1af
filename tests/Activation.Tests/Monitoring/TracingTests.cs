using System.Diagnostics;
using Activation.Monitoring.Tracing;
using Activation.Storage;

namespace Activation.Tests.Monitoring;

public sealed class TracingTests : IDisposable
{
    private const string Run = "00-11111111111111111111111111111111-aaaaaaaaaaaaaaaa-01";
    private const string SameTrace = "00-11111111111111111111111111111111-bbbbbbbbbbbbbbbb-01";
    private const string OtherTrace = "00-22222222222222222222222222222222-cccccccccccccccc-01";

    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = s => s.Name == ActivationTracing.SourceName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public TracingTests() => ActivitySource.AddActivityListener(listener);

    public void Dispose() => listener.Dispose();

    [Theory]
    [InlineData(Run, SameTrace, SameTrace)]
    [InlineData(Run, OtherTrace, Run)]
    [InlineData(Run, null, Run)]
    [InlineData(null, OtherTrace, OtherTrace)]
    [InlineData(null, null, null)]
    [InlineData(Run, "not a context", Run)]
    public void Nearest_OfARunAndItsMessage(string? run, string? message, string? expected) => ActivationTracing.Nearest(run, message).ShouldBe(expected);

    [Fact]
    public void Start_MessageOfAnotherTrace_IsLinked()
    {
        using var span = ActivationTracing.Start("evaluate", ActivityKind.Consumer, Run, OtherTrace, WorkTags.None);

        span.ShouldNotBeNull().ParentId.ShouldBe(Run);
        span.Links.Select(l => l.Context.TraceId.ToHexString()).ShouldBe(["22222222222222222222222222222222"]);
    }

    [Fact]
    public void Start_InsideAnother_IsItsChild()
    {
        using var outer = ActivationTracing.Start("evaluate", ActivityKind.Consumer, Run, null, WorkTags.None);
        using var inner = ActivationTracing.Start("plan", ActivityKind.Internal, null, null, WorkTags.Of(new RunId("gold.20261124060000000t")));

        inner.ShouldNotBeNull().ParentId.ShouldBe(outer?.Id);
        inner.Links.ShouldBeEmpty();
        inner.TagObjects.ShouldBe([new("sync", "gold"), new("run", "gold.20261124060000000t")]);
    }

    [Fact]
    public async Task Message_CarriesTheContextOfItsSender()
    {
        var queue = new SentMessages();
        using var span = ActivationTracing.Start("drain", ActivityKind.Consumer, Run, null, WorkTags.None);

        await queue.SendImportAsync(new SourceId("airline"), "x", TimeSpan.Zero, CancellationToken.None);
        await queue.SendEvaluateAsync(new RunId("gold.20261124060000000t"), "x", 0, TimeSpan.Zero, CancellationToken.None);
        await queue.SendDeliverAsync(new BatchId(new RunId("gold.20261124060000000t"), 1), "x", TimeSpan.FromMinutes(1), DateTimeOffset.UnixEpoch, CancellationToken.None);

        Messages.ReadImport(queue.Bodies[0]).TraceParent.ShouldBe(span?.Id);
        Messages.ReadEvaluate(queue.Bodies[1]).TraceParent.ShouldBe(span?.Id);
        Messages.ReadDeliver(queue.Bodies[2]).ShouldBe(new DeliverMessage("gold.20261124060000000t", 1, DateTimeOffset.UnixEpoch.AddMinutes(1)) { TraceParent = span?.Id });
    }

    [Fact]
    public void Message_OfAnEarlierVersion_IsRead() =>
        Messages.ReadDeliver("""{"runId":"gold.20261124060000000t","batch":3,"version":1}""").ShouldBe(new DeliverMessage("gold.20261124060000000t", 3));

    private sealed class SentMessages : IMessageQueue
    {
        public List<string> Bodies { get; } = [];

        public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
        {
            Bodies.Add(body);
            return Task.CompletedTask;
        }

        public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
