using Activation.IntegrationTests.Support;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Platforms that can clear an audience are told when a run takes everybody out for good, and only then.</summary>
public sealed class EmptyingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task SyncEndsOrIsDeleted_ListIsClearedAndNotBefore()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var sandbox = host.Sandbox.BaseUrl;
        await host.DefineAsync(
            "google", "google", new { accountId = "1", apiBaseUrl = $"{sandbox}google", tokenUrl = $"{sandbox}google/token" },
            new() { ["credentials"] = """{"type":"authorized_user","client_id":"sandbox-client","client_secret":"sandbox-client-secret","refresh_token":"sandbox-refresh-token"}""" });
        await host.DefineSyncAsync("gold", "google");
        await host.DefineSyncAsync("silver", "google");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 5), ("silver", 11, 5)));
        (await host.RunAsync("gold")).ShouldSatisfyAllConditions(r => r.Message.ShouldBeNull(), r => (r.State, r.Adds).ShouldBe((RunState.Completed, 5)));
        await host.RunAsync("silver");

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("bronze", 1, 5)));
        var left = await host.RunAsync("gold");
        (left.Message, left.State, left.EmptiesAudience, left.Removes).ShouldBe((null, RunState.Completed, false, 5));
        host.Platform.Calls.ShouldNotContain(c => c.Operation == "clear");

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("three.csv", DeliveryHost.Members(("gold", 1, 5)));
        await host.RunAsync("gold");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var syncs = host.Get<Definitions>().Syncs;
        var definition = (await syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();
        await syncs.PutAsync("gold", definition with { EndsAt = new SyncDate(host.Time.GetUtcNow().AddDays(-1)) }, CancellationToken.None);

        var ended = await host.RunAsync("gold");

        (ended.State, ended.EmptiesAudience, ended.Removes).ShouldBe((RunState.Completed, true, 5));
        (await host.AudienceAsync("gold")).ShouldBeEmpty();
        host.Platform.Calls.Count(c => c.Operation == "clear").ShouldBe(1);

        var deletion = (await host.Requests.DeleteAsync(new SyncId("silver"), AtDeletion.Empty, CancellationToken.None)).ShouldNotBeNull();
        await host.PumpAsync();

        (await host.RunOfAsync(deletion)).EmptiesAudience.ShouldBeTrue();
        host.Platform.Calls.Count(c => c.Operation == "clear").ShouldBe(2);
        host.Platform.Audiences.Sum(a => a.People).ShouldBe(0);
    }
}
