using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;
using Activation.Profiles;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Credentials that a platform refuses, and what waits for new ones.</summary>
public sealed class ReconnectTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task TokenExpires_RunIsHeldNothingIsTriedAndTheNewTokenDeliversWhatIsWantedByThen()
    {
        await using var host = await StartAsync();
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 11, 10), ("silver", 1, 2)));

        var held = await host.RunAsync("gold");

        (held.State, held.Code).ShouldBe((RunState.Held, "destinationDisconnected"));
        held.Message.ShouldNotBeNull().ShouldContain("token");
        (held.Activated + held.Excluded + held.Failed).ShouldBe(held.Received);
        (await host.BatchesAsync(new RunId(held.RunId))).ShouldAllBe(b => b.State == BatchState.Queued);
        (await HealthAsync(host, "meta")).Health.ShouldBe(HealthState.Reconnect);
        (await HealthAsync(host, "same-account")).Health.ShouldBe(HealthState.Ok, "it leads to the same account with credentials of its own");

        // Ticks add no runs, and try the credentials once an hour.
        host.Platform.ClearCalls();
        for (var i = 0; i < 6; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(20));
            await host.TickAsync();
            await host.PumpAsync();
        }

        (await host.RunsAsync("gold"))[0].RunId.ShouldBe(held.RunId);
        host.Platform.Calls.ShouldAllBe(c => c.Operation == "check");
        host.Platform.Calls.Count.ShouldBeInRange(1, 4);

        await host.ImportAsync("three.csv", DeliveryHost.Members(("silver", 11, 1), ("gold", 30, 1)));
        await host.DefineMetaAsync("meta");
        await host.Get<Definitions>().Syncs.PutAsync("bad-zone", new SyncDefinition { Segment = "gold", Destination = "meta", TimeZone = "Europe/Nowhere" }, CancellationToken.None);
        await host.Get<Reconnection>().ResumeAsync(new DestinationId("meta"), CancellationToken.None);
        await host.PumpAsync();

        (await host.RunsAsync("gold"))[0].State.ShouldBe(RunState.Completed, "what is wrong with another sync does not matter");
        (await host.RunOfAsync(new RunId(held.RunId))).State.ShouldBe(RunState.Superseded);
        await ShouldHoldAsync(host, [.. Enumerable.Range(3, 8), .. Enumerable.Range(12, 9), 30]);
        (await HealthAsync(host, "same-account")).Health.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task CredentialsAreRefused_AmidABatchThatIsSentInParts_WhoeverWasTakenIsKnown()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 40)));
        host.Platform.RefusesCallFor = row => row.Contains($"id:{ProfileId.ForCustomer("M00040")}");
        var adds = 0;
        host.Platform.Answer = call => call.Operation == "add" && ++adds == 3 ? new SandboxAnswer(401) : null;
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Held);
        host.Platform.WebhookMembers("hook").Values.Sum(m => m.Count).ShouldBeInRange(1, 39, "of some, and not of all, the platform knows");

        await host.ImportAsync("two.csv", DeliveryHost.Members(("silver", 1, 40)));
        host.Platform.RefusesCallFor = null;
        await host.DefineWebhookAsync("hook");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Get<Reconnection>().ResumeAsync(new DestinationId("hook"), CancellationToken.None);
        await host.PumpAsync();

        host.Platform.WebhookMembers("hook").Values.Sum(m => m.Count).ShouldBe(0);
    }

    [Fact]
    public async Task SyncThatFollowsImports_IsPausedUntilAfterTheReconnection_BringsWhatTheHeldRunHad()
    {
        await using var host = await StartAsync();
        await ChangeAsync(s => s with { AfterImport = true });
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 11, 10)));
        await host.PumpAsync();
        (await host.RunsAsync("gold"))[0].State.ShouldBe(RunState.Held);

        await ChangeAsync(s => s with { Paused = true });
        await host.DefineMetaAsync("meta");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Get<Reconnection>().ResumeAsync(new DestinationId("meta"), CancellationToken.None);
        await host.PumpAsync();
        await ShouldHoldAsync(host, [.. Enumerable.Range(1, 10)]);

        await ChangeAsync(s => s with { Paused = false });
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();
        await ShouldHoldAsync(host, [.. Enumerable.Range(1, 20)]);

        async Task ChangeAsync(Func<SyncDefinition, SyncDefinition> change)
        {
            var changed = change((await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull());
            await host.Get<Definitions>().Syncs.PutAsync("gold", changed, CancellationToken.None);
            await host.Requests.StopAsync(new SyncId("gold"), changed, CancellationToken.None);
        }
    }

    [Fact]
    public async Task TokenWorksAgainByItself_TheHourlyTryFindsItAndTheNextTickDelivers()
    {
        await using var host = await StartAsync();
        var definition = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();
        await host.TickAsync();
        await host.PumpAsync();
        await host.Get<Definitions>().Syncs.PutAsync("gold", definition with { Schedule = "0 0 1 1 *" }, CancellationToken.None);
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 11, 10)));
        (await host.RunAsync("gold", RunMode.Full)).State.ShouldBe(RunState.Held);

        // As if the platform took the token again: nobody tells us.
        await host.DefineMetaAsync("meta");
        host.Platform.ClearCalls();
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();

        var run = (await host.RunsAsync("gold"))[0];
        (run.State, run.Mode).ShouldBe((RunState.Completed, RunMode.Full));
        await ShouldHoldAsync(host, Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task TokenExpiresBetweenTwoBatches_WhatWasSentIsConfirmedAndTheRestFollows()
    {
        await using var host = await StartAsync();
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("bronze", "hook");
        await host.ImportAsync("many.csv", DeliveryHost.Members(("bronze", 10_000, 2_500)));
        var taken = 0;
        host.Platform.Answer = call => call is { IsWebhook: true, Operation: "add" } && ++taken > 1 ? new SandboxAnswer(401) : null;

        var held = await host.RunAsync("bronze");

        held.State.ShouldBe(RunState.Held);
        (held.Received, held.Activated, held.Failed).ShouldBe((2_500, 1_000, 1_500));
        host.Platform.WebhookMembers("hook").Count.ShouldBe(1_000);

        host.Platform.Answer = null;
        await host.Get<AccountHealth>().CheckAsync(new DestinationId("hook"), CancellationToken.None);
        host.Platform.ClearCalls();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        (await host.Get<Reconnection>().ResumeAsync(new DestinationId("hook"), CancellationToken.None)).Count.ShouldBe(1);
        await host.PumpAsync();

        (await host.RunsAsync("bronze"))[0].State.ShouldBe(RunState.Completed);
        host.Platform.WebhookMembers("hook").Count.ShouldBe(2_500);
        host.Platform.Calls.Where(c => c.Operation == "add").Sum(c => c.Rows).ShouldBe(1_500);
    }

    [Fact]
    public async Task FirstRunWithAWrongToken_IsHeldBeforeAnyBatch_AndTheNextTickAfterANewTokenDelivers()
    {
        await using var host = await StartAsync();
        await host.DefineMetaAsync("meta", account: "2002", token: "a-wrong-token");
        await host.DefineSyncAsync("silver", "meta");
        await host.ImportAsync("silver.csv", DeliveryHost.Members(("silver", 50, 3)));

        (await host.RunAsync("silver")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Held), r => r.Code.ShouldBe("destinationDisconnected"));

        await host.DefineMetaAsync("meta", account: "2002");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        await host.PumpAsync();
        (await host.RunsAsync("silver"))[0].State.ShouldBe(RunState.Completed);
        (await host.AudienceAsync("silver")).ShouldContain(DeliveryHost.EmailKey(52));
    }

    [Fact]
    public async Task ConsentIsWithdrawnMeanwhile_OtherDestinationsAtTheNextTick_ThisOneFirstOfAllThatWaits()
    {
        var secrets = new SecretsThatMayBeAway();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), secrets.Replace);
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition { DefaultCountry = "US", Mapping = new Dictionary<string, string> { ["ads"] = "consent:ads" } }, CancellationToken.None);
        await host.DefineMetaAsync("meta");
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("bronze", "meta");
        await host.DefineSyncAsync("gold", "meta");
        var gold = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull() with { Consent = ["ads"] };
        await host.Get<Definitions>().Syncs.PutAsync("gold", gold, CancellationToken.None);
        await host.Get<Definitions>().Syncs.PutAsync("other", gold with { Destination = "hook", Schedule = "0 0 29 2 *" }, CancellationToken.None);
        await host.ImportAsync("one.csv", "member_id,email,tier,ads\nM1,member1@example.com,gold,yes\nM2,member2@example.com,gold,yes\nM3,member3@example.com,bronze,yes\n");
        await host.TickAsync();
        await host.PumpAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DefineMetaAsync("meta", token: "an-expired-token");
        await host.ImportAsync("two.csv", "member_id,email,tier,ads\nM1,member1@example.com,gold,no\nM4,member4@example.com,gold,yes\nM5,member5@example.com,bronze,yes\n");
        (await host.RunAsync("bronze")).State.ShouldBe(RunState.Held);

        // The credentials would be tried again, and cannot even be read.
        secrets.AreAway = true;
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.TickAsync();
        secrets.AreAway = false;
        await host.PumpAsync(TimeSpan.FromMinutes(10));

        host.Platform.WebhookMembers("hook").Count.ShouldBe(1, "one has left, and nobody comes before the sync is due");
        (await host.RunsAsync("other"))[0].ShouldSatisfyAllConditions(r => r.Mode.ShouldBe(RunMode.Protect), r => r.State.ShouldBe(RunState.Completed));
        (await host.AudienceAsync("gold")).ShouldContain(DeliveryHost.EmailKey(1));

        await host.DefineMetaAsync("meta");
        host.Platform.ClearCalls();
        await host.Get<Reconnection>().ResumeAsync(new DestinationId("meta"), CancellationToken.None);
        await host.PumpAsync();

        host.Platform.Calls.Select(c => c.Operation).ShouldBe(["remove", "add", "add"]);
        await ShouldHoldAsync(host, [2, 4]);
        (await host.AudienceAsync("bronze")).ShouldContain(DeliveryHost.EmailKey(5));
    }

    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineMetaAsync("same-account");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        host.Time.Advance(TimeSpan.FromMinutes(1));
    });

    private static async Task<DestinationHealth> HealthAsync(DeliveryHost host, string id)
    {
        var definition = (await host.Get<Definitions>().Destinations.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        return await host.Get<AccountHealth>().GetAsync(new DestinationId(id), definition, CancellationToken.None);
    }

    private static async Task ShouldHoldAsync(DeliveryHost host, IEnumerable<int> members) =>
        (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ToList()
            .ShouldHoldExactly(members.Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal), "gold");
}
