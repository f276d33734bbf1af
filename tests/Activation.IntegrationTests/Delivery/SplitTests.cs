using Activation.Delivery;
using Activation.Destinations.Meta;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Members;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A platform that refuses a whole call for one row.</summary>
public sealed class SplitTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly int[] Bad = [1, 2, 3_333, 5_000, 5_001, 9_100, 10_000];

    [Fact]
    public async Task AccountFailsInTheMiddleOfASearch_GoesOnWithTheCallThatTriesIt()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 40)));
        host.Platform.RefusesCallFor = row => row.Contains($"id:{ProfileId.ForCustomer("M00007")}");
        var adds = 0;
        host.Platform.Fault = call => call.Operation == "add" && ++adds is 2 or 3 or 4 ? SandboxFault.Error500 : null;

        var run = await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromHours(1));

        var ended = await host.RunOfAsync(run);
        (ended.State, ended.Activated, ended.Failed).ShouldBe((RunState.CompletedWithErrors, 39, 1));
    }

    [Fact]
    public async Task TenThousandMembers_SevenBad_OthersAreInAndTheSevenAreListed()
    {
        await using var host = await StartAsync(10_000);
        var refused = Bad.Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal);
        host.Platform.RefusesCallFor = row => row.Any(refused.Contains);

        var run = await host.RunAsync("gold");

        run.State.ShouldBe(RunState.CompletedWithErrors);
        (run.Received, run.Activated, run.Excluded, run.Failed).ShouldBe((10_000, 9_993, 0, 7));
        run.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["refused:100"] = 7 });
        (await ShouldHoldAllButAsync(host, Bad)).ShouldBe(9_993);
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBeLessThanOrEqualTo(120);
        var listed = await host.Get<RunMemberLists>().ReadAsync(run, new RunMemberQuery(Outcome: null, Reason: null, After: null, Limit: 100), CancellationToken.None);
        listed.Select(m => (m.Profile, m.Outcome, m.Reason)).ShouldBe(Bad.Select(i => (ProfileId.ForCustomer($"M{i:d5}").ToString(), RunMemberOutcome.Failed, "refused:100")), ignoreOrder: true);
        foreach (var member in Bad)
        {
            var membership = (await host.Get<AudienceMemberships>().FindAsync(ProfileId.ForCustomer($"M{member:d5}"), CancellationToken.None)).ShouldHaveSingleItem();
            (membership.State, membership.Reason).ShouldBe((AudiencePresence.Rejected, "refused:100"));
        }

        // What failed is known: the next run has nothing to send.
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.ClearCalls();
        var next = await host.RunAsync("gold");
        (next.Adds, next.Failed, next.Activated).ShouldBe((0, 7, 9_993));
        host.Platform.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnswerLostOrHostStoppedInTheMiddle_TheSearchGoesOnWhereItWas()
    {
        await using var host = await StartAsync(1_000, ("Activation:Delivery:SplitSeconds", "0"));
        var refused = new[] { DeliveryHost.EmailKey(77), DeliveryHost.EmailKey(78), DeliveryHost.EmailKey(901) };
        host.Platform.RefusesCallFor = row => row.Any(key => refused.Contains(key, StringComparer.Ordinal));
        host.Platform.Fault = call => call.Operation == "add" && call.Number % 5 == 0 ? (call.Number % 2 == 0 ? SandboxFault.LostResponse : SandboxFault.Error500) : null;

        var run = await host.RunAsync("gold");

        run.State.ShouldBe(RunState.CompletedWithErrors);
        (run.Activated, run.Failed).ShouldBe((997, 3));
        (await ShouldHoldAllButAsync(host, 77, 78, 901)).ShouldBe(997);
        host.Platform.Calls.Count(c => c.Operation == "add" && c.Fault is null).ShouldBeLessThanOrEqualTo(2 + (3 * 12));
    }

    [Fact]
    public async Task DestinationsOwnCodeFailsForAMember_ThatOneAloneIsNotSent()
    {
        var bad = DeliveryHost.EmailKey(7)["EMAIL:".Length..];
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => SmallBatches.Of<MetaDestination>(services, 10_000, batch =>
        {
            if (batch.Rows.Any(r => r["email"].Contains(bad)))
            {
                throw new FormatException("What no platform could be sent.");
            }
        }));
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 40)));

        var run = await host.RunAsync("gold");

        (run.State, run.Activated, run.Failed).ShouldBe((RunState.CompletedWithErrors, 39, 1));
        run.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["refused:notSendable"] = 1 });
        (await host.AudienceAsync("gold")).Count(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ShouldBe(39);
    }

    [Fact]
    public async Task Webhook_RefusesOneMemberInAddsAndInRemoves_OthersComeAndGo()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, 60)));
        var refused = DeliveryHost.EmailKey(7).Replace("EMAIL:", "email:", StringComparison.Ordinal);
        host.Platform.RefusesCallFor = row => row.Contains(refused);

        var run = await host.RunAsync("gold");

        run.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["refused:http400"] = 1 });
        host.Platform.WebhookMembers("hook").Count.ShouldBe(59);

        // Everybody leaves, and one of them is refused: he is asked for again and again, and not forgotten.
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.RefusesCallFor = row => row.Contains($"id:{ProfileId.ForCustomer("M00009")}");
        await host.ImportAsync("left.csv", DeliveryHost.Members(("silver", 1, 60)));
        await ShouldStayAsync(host, "refused:http400");

        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.RefusesCallFor = null;
        host.Platform.Answer = call => call.Operation == "remove" ? new SandboxAnswer(200, """{"rejected":[{"index":0,"reason":"locked"}]}""") : null;
        await ShouldStayAsync(host, "locked");

        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.Answer = null;
        (await host.RunAsync("gold")).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RunState.Completed), r => r.Removes.ShouldBe(1), r => r.NotRemoved.ShouldBe(0));
        host.Platform.WebhookMembers("hook").ShouldBeEmpty();
    }

    /// <summary>A run that takes all out but the one whom the platform refuses to, and says who it is.</summary>
    private static async Task ShouldStayAsync(DeliveryHost host, string reason)
    {
        var stays = ProfileId.ForCustomer("M00009").ToString();
        var run = await host.RunAsync("gold");
        (run.State, run.Received, run.Activated, run.Failed, run.NotRemoved).ShouldBe((RunState.CompletedWithErrors, 0, 0, 0, 1));
        run.NotRemovedReasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { [reason] = 1 });
        host.Platform.WebhookMembers("hook").Keys.ShouldBe([stays]);
        var listed = await host.Get<RunMemberLists>().ReadAsync(run, new RunMemberQuery(RunMemberOutcome.NotRemoved, Reason: null, After: null, Limit: 100), CancellationToken.None);
        listed.ShouldHaveSingleItem().ShouldBe(new RunMember(stays, RunMemberOutcome.NotRemoved, reason));
    }

    [Theory]
    [InlineData(100, 250, 3)]
    [InlineData(0, 3, 30)]
    public async Task PlatformNamesOnlySomeOfThoseItRefuses_TheyAreSentAgainUntilAllHaveAName(int samples, int bad, int atMostCalls)
    {
        await using var host = await StartAsync(1_000);
        var refused = Enumerable.Range(0, bad).Select(i => 1 + (i * 999 / bad)).ToHashSet();
        var keys = refused.Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal);
        host.Platform.InvalidSamples = samples;
        host.Platform.RefusesRow = row => row.Any(keys.Contains);

        var run = await host.RunAsync("gold");

        run.State.ShouldBe(RunState.CompletedWithErrors);
        run.Reasons.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["rejectedByPlatform"] = bad });
        (run.Received, run.Activated, run.Failed).ShouldBe((1_000, 1_000 - bad, bad));
        await ShouldHoldAllButAsync(host, [.. refused]);
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBeLessThanOrEqualTo(atMostCalls);
        var listed = await host.Get<RunMemberLists>().ReadAsync(run, new RunMemberQuery(Outcome: null, Reason: null, After: null, Limit: 1_000), CancellationToken.None);
        listed.Select(m => m.Profile).ShouldBe(refused.Select(i => ProfileId.ForCustomer($"M{i:d5}").ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task PlatformNamesNone_MoreThanTheCallsFind_TheRestAreCountedAndThoseAmongWhomTheyAreListed()
    {
        await using var host = await StartAsync(200);
        var refused = Enumerable.Range(1, 30).Select(i => i * 6).ToHashSet();
        var keys = refused.Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal);
        host.Platform.InvalidSamples = 0;
        host.Platform.RefusesRow = row => row.Any(keys.Contains);

        var run = await host.RunAsync("gold");

        var named = run.Reasons["rejectedByPlatform"];
        var unnamed = run.Reasons["rejectedWithoutName"];
        (named + unnamed, run.Failed, run.Activated).ShouldBe((30, 30, 170));
        unnamed.ShouldBeGreaterThan(0);
        var listed = await ListAsync(null, null);
        var candidates = await ListAsync(RunMemberOutcome.Candidate, "rejectedWithoutName");
        var failed = await ListAsync(RunMemberOutcome.Failed, null);
        listed.ShouldBe([.. candidates, .. failed]);
        failed.Count.ShouldBe((int)named);
        var bad = refused.Select(i => ProfileId.ForCustomer($"M{i:d5}").ToString()).ToHashSet(StringComparer.Ordinal);
        failed.ShouldAllBe(m => bad.Contains(m.Profile));
        bad.Except(failed.Select(m => m.Profile)).Except(candidates.Select(m => m.Profile)).ShouldBeEmpty("each is listed");
        candidates.Count.ShouldBeLessThanOrEqualTo(200 - (int)named);

        Task<IReadOnlyList<RunMember>> ListAsync(RunMemberOutcome? outcome, string? reason) =>
            host.Get<RunMemberLists>().ReadAsync(run, new RunMemberQuery(outcome, reason, After: null, Limit: 1_000), CancellationToken.None);
    }

    [Fact]
    public async Task EveryCallRefused_FewCallsAreMadeAndTheBatchIsDeadLettered()
    {
        await using var host = await StartAsync(500);
        host.Platform.RefusesCallFor = _ => true;

        var run = await host.RunAsync("gold");

        run.State.ShouldBe(RunState.Failed);
        var dead = (await host.BatchesAsync(new RunId(run.RunId))).ShouldHaveSingleItem();
        (dead.State, dead.ErrorCode).ShouldBe((BatchState.DeadLettered, "100"));
        host.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(4);
    }

    private Task<DeliveryHost> StartAsync(int members, params (string Key, string Value)[] settings) => DeliveryHost.StartAsync(azurite.NewAccount(), settings).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.DefineSyncAsync("gold", "meta");
        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 1, members)));
    });

    /// <summary>Compares the audience's email keys one by one; answers how many there are.</summary>
    private static async Task<int> ShouldHoldAllButAsync(DeliveryHost host, params int[] missing)
    {
        var held = (await host.AudienceAsync("gold")).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var members = (int)(await host.RunsAsync("gold"))[0].Received;
        held.ShouldHoldExactly(Enumerable.Range(1, members).Except(missing).Select(DeliveryHost.EmailKey).ToHashSet(StringComparer.Ordinal), "all but the bad ones");
        return held.Count;
    }
}
