using Activation.Delivery.Accounts;
using Activation.Governance.Privacy;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Privacy;

/// <summary>While a destination cannot be reached, the removal of a person is kept with the request and nowhere else.</summary>
public sealed class DisconnectedDestinationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Held = "meta";
    private const string Reached = "hook";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_OneDestinationIsDisconnected_EverythingStoredIsErasedAtOnce_AndItsAudienceWhenItIsBack(bool syncIsDeletedMeanwhile)
    {
        var account = azurite.NewAccount();
        await using var host = await StartAsync(account);
        await host.DefineMetaAsync(Held, token: "an-expired-token");

        // The other one refuses to take the person out, once.
        var removes = 0;
        host.Platform.Answer = call => call is { IsWebhook: true, Operation: "remove" } && ++removes == 1 ? new SandboxAnswer(200, """{"rejected":[{"index":0,"reason":"locked"}]}""") : null;

        var request = await DeleteAsync(host, "member5@example.com");
        await host.PumpAsync(TimeSpan.FromHours(3));

        var waiting = await FindAsync(host, request);
        (waiting.Status, StatusAt(waiting, Held), StatusAt(waiting, Reached)).ShouldBe((PrivacyStatus.Running, PrivacyStatus.Running, PrivacyStatus.Finished));
        var tries = await host.RunsAsync("hooked");
        tries.Take(2).ShouldAllBe(r => r.Mode == RunMode.Protect);
        (tries[0].NotRemoved, tries[1].NotRemoved, tries[2].Mode).ShouldBe((0, 1, RunMode.Delta));
        (tries[0].RequestedAt - tries[1].RequestedAt).ShouldBeGreaterThan(TimeSpan.FromMinutes(55), "asking sooner would come to the same");
        (await FoundAsync(account)).ShouldAllBe(f => f.StartsWith($"blob privacy/{request}/", StringComparison.Ordinal));

        // Another request about the same person does not take what is parked for gone.
        var again = await DeleteAsync(host, "member5@example.com");
        await host.PumpAsync(TimeSpan.FromMinutes(1));
        StatusAt(await FindAsync(host, again), Held).ShouldBe(PrivacyStatus.Running);

        var audience = (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).AudienceId.ShouldNotBeNull();
        if (syncIsDeletedMeanwhile)
        {
            await host.Requests.DeleteAsync(new SyncId("gold"), AtDeletion.Empty, CancellationToken.None);
            await host.PumpAsync(TimeSpan.FromMinutes(1));
        }

        await host.DefineMetaAsync(Held);
        await host.Get<Reconnection>().ResumeAsync(new DestinationId(Held), CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromHours(2));

        (await FindAsync(host, request)).Status.ShouldBe(PrivacyStatus.Finished);
        (await FindAsync(host, again)).Status.ShouldBe(PrivacyStatus.Finished);
        var left = host.Platform.Keys(audience).ShouldNotBeNull().Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal));
        left.ShouldBe(syncIsDeletedMeanwhile ? [] : Enumerable.Range(1, 10).Where(m => m != 5).Select(DeliveryHost.EmailKey), ignoreOrder: true);
        (await FoundAsync(account)).ShouldBeEmpty();
    }

    private static async Task<string> DeleteAsync(DeliveryHost host, string email) => (await host.Get<PrivacyRequests>().CreateAsync(
        PrivacyRequestType.Delete, suppress: true, [new GivenIdentifier("email", email, null)], CancellationToken.None)).RequestId;

    private static PrivacyStatus StatusAt(PrivacyRequest request, string destination) => request.Destinations.Single(d => d.Destination == destination).Status;

    private static Task<DeliveryHost> StartAsync(AzuriteAccount account) => DeliveryHost.StartAsync(account, ("Activation:Privacy:MaxCheckSeconds", "1800")).PreparedAsync(async host =>
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
