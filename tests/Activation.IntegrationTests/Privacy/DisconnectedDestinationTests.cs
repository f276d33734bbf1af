using Activation.Delivery.Accounts;
using Activation.Governance.Privacy;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A destination that cannot be reached keeps no more than what it needs itself.</summary>
public sealed class DisconnectedDestinationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Held = "meta";
    private const string Reached = "hook";

    [Fact]
    public async Task Delete_OneDestinationIsDisconnected_EverythingElseIsErasedAndItsOwnWhenItIsBack()
    {
        var account = azurite.NewAccount();
        await using var host = await StartAsync(account);
        await host.DefineMetaAsync(Held, token: "an-expired-token");

        // The other one refuses to take the person out, once.
        var removes = 0;
        host.Platform.Answer = call => call is { IsWebhook: true, Operation: "remove" } && ++removes == 1 ? new SandboxAnswer(200, """{"rejected":[{"index":0,"reason":"locked"}]}""") : null;

        var request = (await host.Get<PrivacyRequests>().CreateAsync(
            PrivacyRequestType.Delete, suppress: true, [new GivenIdentifier("email", "member5@example.com", null)], CancellationToken.None)).RequestId;
        await host.PumpAsync(TimeSpan.FromHours(3));

        var waiting = await FindAsync(host, request);
        (waiting.Status, waiting.Destinations.Single(d => d.Destination == Held).Status, waiting.Destinations.Single(d => d.Destination == Reached).Status)
            .ShouldBe((PrivacyStatus.Running, PrivacyStatus.Running, PrivacyStatus.Finished));
        var tries = await host.RunsAsync("hooked");
        tries.Take(2).ShouldAllBe(r => r.Mode == RunMode.Protect);
        (tries[0].NotRemoved, tries[1].NotRemoved, tries[2].Mode).ShouldBe((0, 1, RunMode.Delta));
        (tries[0].RequestedAt - tries[1].RequestedAt).ShouldBeGreaterThan(TimeSpan.FromMinutes(55), "asking sooner would come to the same");
        (await FoundAsync(account)).Where(f => !f.StartsWith("blob ledger/gold/", StringComparison.Ordinal) && !f.StartsWith("blob privacy/", StringComparison.Ordinal)).ShouldBeEmpty();

        await host.DefineMetaAsync(Held);
        await host.Get<Reconnection>().ResumeAsync(new DestinationId(Held), CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(3));

        (await FindAsync(host, request)).Status.ShouldBe(PrivacyStatus.Finished);
        (await host.AudienceAsync("gold")).ShouldNotContain(DeliveryHost.EmailKey(5));
        (await FoundAsync(account)).ShouldBeEmpty();
    }

    private static Task<DeliveryHost> StartAsync(AzuriteAccount account) => DeliveryHost.StartAsync(account).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync(Held);
        await host.DefineWebhookAsync(Reached);
        await host.DefineSyncAsync("gold", Held);
        await host.Get<Definitions>().Syncs.PutAsync("hooked", new SyncDefinition { Segment = "gold", Destination = Reached, MinimumSize = 0 }, CancellationToken.None);
        await host.ImportAsync("all.csv", DeliveryHost.Members(("gold", 1, 10)));
        (await host.RunAsync("gold")).Activated.ShouldBe(10);
        (await host.RunAsync("hooked")).Activated.ShouldBe(10);
        host.Time.Advance(TimeSpan.FromMinutes(5));
    });

    private static async Task<PrivacyRequest> FindAsync(DeliveryHost host, string request) => (await host.Get<PrivacyRequests>().FindAsync(request, CancellationToken.None)).ShouldNotBeNull();

    private static async Task<IReadOnlyCollection<string>> FoundAsync(AzuriteAccount account)
    {
        var hash = DeliveryHost.EmailKey(5)["EMAIL:".Length..];
        return await new StorageSearch(account, new Needles([hash], [Convert.FromHexString(hash)])).FindAsync();
    }
}
