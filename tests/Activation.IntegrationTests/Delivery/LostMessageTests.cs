using Activation.Delivery;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A broker that drops repetitions, loses messages or delivers them twice.</summary>
public sealed class LostMessageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task MessageComesTwice_WhileTheFirstIsHandled_BothAttemptsKeepTheirSuccessors()
    {
        await using var host = await StartAsync();
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var run = await host.RequestAsync("gold");
        await HandleUntilDeliverAsync(host);
        host.Queue.TryReceive(out var message).ShouldBeTrue();

        // The second is handled under the first's lease.
        await using (var other = await host.Get<BlobLeases>().TryAcquireAsync(host.Get<BatchPayloads>().Blob((await host.BatchesAsync(run))[0]), CancellationToken.None))
        {
            await host.HandleAsync(message, other.ShouldNotBeNull().Lost);
        }

        await host.HandleAsync(message);
        host.Platform.Fault = null;
        await host.PumpAsync();

        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(1));
    }

    [Theory]
    [InlineData(StorageNames.EvaluateQueue)]
    [InlineData(StorageNames.DeliverQueue)]
    public async Task MessageIsLost_NextTickOfASyncThatIsNotDue_CarriesTheRunOn(string queue)
    {
        await using var host = await StartAsync();
        var definition = await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None);
        await host.Get<Definitions>().Syncs.PutAsync("gold", definition.ShouldNotBeNull() with { Schedule = "0 0 1 1 *" }, CancellationToken.None);
        await host.TickAsync();
        await host.PumpAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("more.csv", DeliveryHost.Members(("gold", 20, 5)));
        var run = await host.RequestAsync("gold");
        if (queue == StorageNames.DeliverQueue)
        {
            await HandleUntilDeliverAsync(host);
        }

        host.Queue.Lose();
        await host.PumpAsync();
        (await host.RunOfAsync(run)).EndedAt.ShouldBeNull();

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();

        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(24));
    }

    [Fact]
    public async Task BrokerRefusesTheMessageOfTheNextAttempt_TheRepeatedMessageGoesOn()
    {
        var broker = new RefusesOnce();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), broker.Wrap);
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 10)));
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Error500 : null;
        var run = await host.RequestAsync("gold");
        await HandleUntilDeliverAsync(host);
        host.Queue.TryReceive(out var message).ShouldBeTrue();

        await Should.ThrowAsync<TimeoutException>(() => host.HandleAsync(message));
        host.Platform.Fault = null;
        await host.HandleAsync(message);
        await host.PumpAsync();

        (await host.RunOfAsync(run)).State.ShouldBe(RunState.Completed);
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(1));
    }

    [Fact]
    public async Task HostDiesBetweenAnImportsEndAndTellingOfIt_TheNextTickTells_Once()
    {
        var dies = new DiesOnce();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => services.Insert(0, ServiceDescriptor.Singleton<IImportListener>(dies)));
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        var definition = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();
        await host.Get<Definitions>().Syncs.PutAsync("gold", definition with { AfterImport = true }, CancellationToken.None);
        await Should.ThrowAsync<TimeoutException>(() => host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 10))));
        (await host.RunsAsync("gold")).ShouldBeEmpty();

        for (var tick = 0; tick < 2; tick++)
        {
            host.Time.Advance(TimeSpan.FromHours(1));
            await host.TickAsync();
            await host.PumpAsync();
        }

        (await host.RunsAsync("gold")).ShouldHaveSingleItem().Activated.ShouldBe(10);
        dies.Told.ShouldBe(2);
    }

    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 10)));
    });

    /// <summary>Until the next message is one to deliver a batch.</summary>
    private static async Task HandleUntilDeliverAsync(DeliveryHost host)
    {
        while (host.Queue.Next?.Queue != StorageNames.DeliverQueue)
        {
            host.Queue.TryReceive(out var message).ShouldBeTrue($"no batch was planned; last run: {(await host.Get<RunStore>().ListAsync(new SyncId("gold"), CancellationToken.None))[0]}");
            await host.HandleAsync(message);
        }
    }

    /// <summary>Takes every message but the first of a batch that is to be tried again.</summary>
    private sealed class RefusesOnce : IMessageQueue
    {
        private IMessageQueue? broker;
        private bool hasRefused;

        public void Wrap(IServiceCollection services)
        {
            var real = services.Single(s => s.ServiceType == typeof(IMessageQueue));
            broker = (IMessageQueue?)real.ImplementationInstance;
            services.Remove(real);
            services.AddSingleton<IMessageQueue>(this);
        }

        public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
        {
            if (!hasRefused && messageId.Contains("retry-", StringComparison.Ordinal))
            {
                hasRefused = true;
                throw new TimeoutException();
            }

            return broker.ShouldNotBeNull().SendAsync(queue, messageId, body, delay, cancellationToken);
        }

        public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class DiesOnce : IImportListener
    {
        public int Told { get; private set; }

        public Task ImportedAsync(SourceId source, CancellationToken cancellationToken) => ++Told == 1 ? throw new TimeoutException() : Task.CompletedTask;
    }
}
