using System.Text.Json;
using Activation.Governance.Privacy;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A platform that takes a removal and works on it afterwards has confirmed it when it says that it has applied it, and not before.</summary>
public sealed class ProcessedRemovalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly SyncId Sync = new("gold");

    [Fact]
    public async Task Delete_RemovalFailsLater_IsMadeAgain_AndNothingOfTheAudienceIsLetGoOfBeforeItIsApplied()
    {
        var account = azurite.NewAccount();
        await using var host = await StartAsync(account);
        Say(host, "PROCESSING");
        var request = (await host.Get<PrivacyRequests>().CreateAsync(
            PrivacyRequestType.Delete, suppress: true, [new GivenIdentifier("email", "member5@example.com", null)], CancellationToken.None)).RequestId;
        await host.PumpAsync(TimeSpan.FromHours(2));

        var receipt = (await FindAsync(host, request)).Destinations.ShouldHaveSingleItem();
        (receipt.Status, receipt.ConfirmedAt).ShouldBe((PrivacyStatus.Running, null));
        receipt.Message.ShouldNotBeNull().ShouldContain((await host.RunsAsync("gold"))[0].RunId);
        Removals(host).ShouldBe([1]);

        // The audience can be emptied, and is not forgotten before it is known to be empty; it cannot be kept.
        (await Should.ThrowAsync<ProblemException>(() => host.Requests.DeleteAsync(Sync, AtDeletion.Keep, CancellationToken.None))).Code.ShouldBe("audienceClaimed");
        await host.Requests.DeleteAsync(Sync, AtDeletion.Empty, CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromMinutes(1));
        Removals(host).ShouldBe([1, 9]);
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();

        // Whoever was not taken out is taken out again.
        Say(host, "FAILED");
        await host.PumpAsync(TimeSpan.FromHours(1));
        Say(host, null);
        await HourAsync(host);
        Removals(host).ShouldBe([1, 9, 1]);
        for (var hour = 0; hour < 4; hour++)
        {
            await HourAsync(host);
        }

        (await FindAsync(host, request)).Status.ShouldBe(PrivacyStatus.Finished);
        (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldBeNull();
        var hash = DeliveryHost.EmailKey(5)["EMAIL:".Length..];
        (await new StorageSearch(account, new Needles([hash], [Convert.FromHexString(hash)])).FindAsync()).ShouldBeEmpty();
    }

    /// <summary>A list at Google with ten people.</summary>
    private static Task<DeliveryHost> StartAsync(AzuriteAccount account) => DeliveryHost.StartAsync(account, ("Activation:Privacy:MaxCheckSeconds", "1800")).PreparedAsync(async host =>
    {
        var google = PlatformSamples.All(host.Sandbox.BaseUrl).Single(s => s.Type == "google");
        await host.DefineAsync("ads", google.Type, google.Settings, JsonSerializer.SerializeToElement(google.Secret).Deserialize<Dictionary<string, string>>().ShouldNotBeNull());
        await host.DefineSyncAsync("gold", "ads");
        await host.ImportAsync("all.csv", DeliveryHost.Members(("gold", 1, 10)));
        (await host.RunAsync("gold")).Activated.ShouldBe(10);
        host.Time.Advance(TimeSpan.FromMinutes(1));
    });

    /// <summary>What Google says of each call from now on; null: that it is done.</summary>
    private static void Say(DeliveryHost host, string? status) => host.Platform.Answer = status is null
        ? null
        : call => call.Path.EndsWith("requestStatus:retrieve", StringComparison.Ordinal) ? new SandboxAnswer(200, $$"""{"requestStatusPerDestination":[{"requestStatus":"{{status}}"}]}""") : null;

    private static async Task HourAsync(DeliveryHost host)
    {
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.Get<PrivacyRequests>().TickAsync(CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromMinutes(1));
    }

    private static IEnumerable<int> Removals(DeliveryHost host) => host.Platform.Calls.Where(c => c.Operation == "remove").Select(c => c.Rows);

    private static async Task<PrivacyRequest> FindAsync(DeliveryHost host, string request) => (await host.Get<PrivacyRequests>().FindAsync(request, CancellationToken.None)).ShouldNotBeNull();
}
