using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync;
using Activation.Tests.Destinations;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Activation.Tests.Delivery;

public sealed class RunDeliveriesTests
{
    private static readonly RunId Run = RunId.Manual(new SyncId("gold"), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
    private static readonly RunId Later = RunId.Manual(new SyncId("gold"), new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
    private static readonly DestinationId Hook = new("hook");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
    private readonly Definitions definitions = InMemoryTables.Definitions();
    private readonly Mock<ISecretStore> secrets = new();
    private readonly RunDeliveries deliveries;
    private string token = "first";

    public RunDeliveriesTests()
    {
        secrets.Setup(s => s.GetAsync(Hook, It.IsAny<CancellationToken>())).ReturnsAsync(() => new Dictionary<string, string> { ["token"] = token });
        var destination = new Mock<IDestination>();
        destination.Setup(d => d.Type).Returns(TestDestination);
        deliveries = new RunDeliveries(
            new SyncTargets(definitions, new DestinationAccounts(definitions, secrets.Object, new DestinationCatalog([destination.Object]))), new SyncStateStore(InMemoryTables.Storage()), time);
    }

    private static DestinationType TestDestination => Sync.TestDestination.Declaration;

    [Fact]
    public void Leave_Alone_LooksForItself()
    {
        var delivery = deliveries.Enter(Run);
        delivery.Settle(Batch(1), BatchOperation.Add);

        delivery.Leave().ShouldBe([new(BatchOperation.Add, Batch(1))]);
    }

    [Fact]
    public void Leave_OthersAreUnderWay_TheLastLooksForAll()
    {
        var (first, second, third) = (deliveries.Enter(Run), deliveries.Enter(Run), deliveries.Enter(Run));
        first.Settle(Batch(1), BatchOperation.Remove);
        second.Settle(Batch(2), BatchOperation.Add);

        first.Leave().ShouldBeEmpty();
        second.Leave().ShouldBeEmpty();

        third.Leave().ShouldBe([new(BatchOperation.Remove, Batch(1)), new(BatchOperation.Add, Batch(2))], ignoreOrder: true);
        deliveries.Enter(Run).Leave().ShouldBeEmpty("it was looked after");
    }

    [Fact]
    public void Leave_NothingWasSettled_LooksAtNothing()
    {
        var (first, second) = (deliveries.Enter(Run), deliveries.Enter(Run));

        first.Leave().ShouldBeEmpty();
        second.Leave().ShouldBeEmpty();
    }

    [Fact]
    public void Leave_OfAnotherRun_IsNotWaitedFor()
    {
        var other = deliveries.Enter(Later);
        var delivery = deliveries.Enter(Run);
        delivery.Settle(Batch(1), BatchOperation.Add);

        delivery.Leave().Count.ShouldBe(1);
        other.Leave().ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_Alone_IsAsItIsNow()
    {
        await DefineAsync("first");
        (await AloneAsync()).ShouldBe("first");

        token = "second";

        (await AloneAsync()).ShouldBe("second");

        async Task<string> AloneAsync()
        {
            var delivery = deliveries.Enter(Run);
            var read = Token((await delivery.ReadAsync(CancellationToken.None)).Target);
            delivery.Leave();
            return read;
        }
    }

    [Fact]
    public async Task Read_OthersAreUnderWay_IsSharedForASecond()
    {
        await DefineAsync("first");
        var first = deliveries.Enter(Run);
        var shared = await first.ReadAsync(CancellationToken.None);
        token = "second";

        (await deliveries.Enter(Run).ReadAsync(CancellationToken.None)).ShouldBeSameAs(shared);
        Token((await deliveries.Enter(Later).ReadAsync(CancellationToken.None)).Target).ShouldBe("second", "another run reads for itself");
        time.Advance(RunContext.Life);
        Token((await deliveries.Enter(Run).ReadAsync(CancellationToken.None)).Target).ShouldBe("second");
    }

    [Fact]
    public async Task Renew_SecretWasChangedSinceAnotherReadIt_AnswersTheNewOne()
    {
        await DefineAsync("first");
        await deliveries.Enter(Run).ReadAsync(CancellationToken.None);
        var second = deliveries.Enter(Run);
        await second.ReadAsync(CancellationToken.None);

        (await second.RenewAsync(CancellationToken.None)).ShouldBeNull("the secret is the one that was refused");
        var third = deliveries.Enter(Run);
        await third.ReadAsync(CancellationToken.None);
        token = "second";

        Token((await third.RenewAsync(CancellationToken.None)).ShouldNotBeNull()).ShouldBe("second");
        Token((await third.ReadAsync(CancellationToken.None)).Target).ShouldBe("second");
        (await third.RenewAsync(CancellationToken.None)).ShouldBeNull("it is as new as can be");
    }

    private static string Token(SyncTarget target) => target.Account.Secret["token"];

    private static BatchId Batch(int number) => new(Run, number);

    private async Task DefineAsync(string secret)
    {
        token = secret;
        await definitions.Syncs.PutAsync("gold", new SyncDefinition { Segment = "gold", Destination = "hook" }, CancellationToken.None);
        await definitions.Destinations.PutAsync("hook", new DestinationDefinition { Type = TestDestination.Type, Settings = JsonElement.Parse("{}") }, CancellationToken.None);
    }
}
