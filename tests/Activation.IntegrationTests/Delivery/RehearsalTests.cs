using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;
using Activation.Sync.Members;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Dry runs at a platform that looks at a call without applying it.</summary>
public sealed class RehearsalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task DryRun_WhatThePlatformWouldRefuse_CountsAsFailedAndNobodyIsAdded()
    {
        await using var host = await StartAsync();
        host.Platform.RefusesRow = keys => keys.Any(k => k.Contains(DeliveryHost.EmailKey(12)["EMAIL:".Length..], StringComparison.Ordinal));

        var dry = await host.RunAsync("gold", RunMode.Dry);

        (dry.State, dry.Received, dry.Activated, dry.Failed, dry.Adds).ShouldBe((RunState.CompletedWithErrors, 13, 12, 1, 3));
        dry.Reasons["invalidAudienceMember"].ShouldBe(1);
        (await ListedAsync(host, dry)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => (m.Outcome, m.Reason).ShouldBe((RunMemberOutcome.Failed, "invalidAudienceMember")),
            m => m.Profile.ShouldBe(ProfileId.ForCustomer("M00012").ToString()));
        host.Platform.Calls.Where(c => c.Operation == "add").Select(c => c.Rows).ShouldBe([3, 2]);
        await ShouldHoldAsync(host, 10);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var run = await host.RunAsync("gold");
        (run.Activated, run.Failed).ShouldBe((dry.Activated, dry.Failed));
        (await ListedAsync(host, run)).ShouldBe(await ListedAsync(host, dry));
        await ShouldHoldAsync(host, 12);
    }

    [Fact]
    public async Task DryRun_AccountThatMayNotDoThis_SaysWhy()
    {
        await using var host = await StartAsync();
        host.Platform.Answer = call => call.Operation == "add"
            ? new SandboxAnswer(400, """{"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"TERMS_AND_CONDITIONS_NOT_SIGNED"}]}}""")
            : null;

        var dry = await host.RunAsync("gold", RunMode.Dry);

        (dry.State, dry.Code, dry.Activated + dry.Excluded + dry.Failed).ShouldBe((RunState.CompletedWithErrors, "TERMS_AND_CONDITIONS_NOT_SIGNED", dry.Received));
        dry.Message.ShouldNotBeNull().ShouldContain("terms");
    }

    [Fact]
    public async Task DryRun_PlatformIsBusy_IsCompleteAndSaysThatNobodyLooked()
    {
        await using var host = await StartAsync();
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Throttle : null;

        (await host.RunAsync("gold", RunMode.Dry)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Message.ShouldNotBeNull().ShouldContain("did not look"));
    }

    [Fact]
    public async Task DryRun_NoAudienceYetOrNothingToAddOrAnotherPlatform_MakesNoCall()
    {
        await using var host = await StartAsync();
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("silver", "meta");
        await host.DefineSyncAsync("bronze", "ads");
        await host.ImportAsync("three.csv", DeliveryHost.Members(("silver", 50, 3), ("bronze", 60, 2)));
        (await host.RunAsync("silver")).State.ShouldBe(RunState.Completed);
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        await host.ImportAsync("four.csv", DeliveryHost.Members(("silver", 53, 1)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Platform.ClearCalls();

        foreach (var (sync, adds) in new[] { ("silver", 1), ("bronze", 2), ("gold", 0) })
        {
            (await host.RunAsync(sync, RunMode.Dry)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Adds.ShouldBe(adds));
        }

        host.Platform.Calls.ShouldBeEmpty();
    }

    /// <summary>A list of ten at Google, with three to come.</summary>
    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        var google = PlatformSamples.All(host.Sandbox.BaseUrl).Single(s => s.Type == "google");
        await host.DefineAsync("ads", google.Type, google.Settings, JsonSerializer.SerializeToElement(google.Secret).Deserialize<Dictionary<string, string>>().ShouldNotBeNull());
        await host.DefineSyncAsync("gold", "ads");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 10)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 11, 3)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        host.Platform.ClearCalls();
    });

    private static Task<IReadOnlyList<RunMember>> ListedAsync(DeliveryHost host, RunRecord run) =>
        host.Get<RunMemberLists>().ReadAsync(run, new RunMemberQuery(null, null, null, 100), CancellationToken.None);

    private static async Task ShouldHoldAsync(DeliveryHost host, int people)
    {
        var audience = (await host.Get<SyncStateStore>().GetAsync(new SyncId("gold"), CancellationToken.None)).AudienceId.ShouldNotBeNull();
        host.Platform.People(audience).ShouldNotBeNull().Count.ShouldBe(people);
    }
}
