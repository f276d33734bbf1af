using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Meta;

/// <summary>What Meta says of an audience, its account's limit, and the audience's end.</summary>
public sealed class MetaReportTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create(timeoutSeconds: 30);
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private MetaDestination Destination => new(http.Client, TimeProvider.System);

    private DestinationAccount Account => new(
        new DestinationId("meta"), JsonSerializer.SerializeToElement(new { adAccountId = "42", apiBaseUrl = Sandbox.BaseUrl }), new Dictionary<string, string> { ["accessToken"] = "sandbox-token" });

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions { MaxAudiences = 1000 }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private Task<EnsureAudienceResult> EnsureAsync(string? known = null, string name = "Gold", string description = "Gold members") =>
        Destination.EnsureAudienceAsync(Account, new AudienceSpec(new SyncId("gold"), name, description, "[activation:gold]", known), CancellationToken.None);

    private async Task<AudienceReport> ReportAsync(string audience, params IReadOnlyList<string> receipts) =>
        (await Destination.ReportAsync(Account, audience, receipts, CancellationToken.None)).ShouldNotBeNull();

    private async Task FillAsync(int audiences)
    {
        var client = new SandboxClient(Sandbox, http);
        for (var i = 0; i < audiences; i++)
        {
            await client.CreateAsync($"{i}");
        }
    }

    [Fact]
    public async Task Report_AfterAnUpload_HasTheSessionsCounts()
    {
        var audience = (await EnsureAsync()).AudienceId.ShouldNotBeNull();
        var broken = new MemberRow(ProfileId.ForCustomer("C-2"), [new("email", ["not hashed"])]);
        var sent = await Destination.SendAsync(
            Account, new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, audience, "Gold", BatchOperation.Add, [Member.Of("C-1", ("email", ["a"])), broken], DateTimeOffset.UnixEpoch), CancellationToken.None);

        var report = await ReportAsync(audience, sent.Receipt.ShouldNotBeNull(), "77");

        report.Result.ShouldBe(DestinationResult.Success);
        (report.State, report.SizeAtLeast, report.SizeAtMost).ShouldBe(("tooSmall", 1, 1));
        report.Explanation.ShouldNotBeNull();
        report.Receipts.Count.ShouldBe(2);
        report.Receipts[0].ShouldSatisfyAllConditions(
            r => r.Receipt.ShouldBe(sent.Receipt), r => r.State.ShouldBe(ReceiptState.CompletedWithErrors), r => (r.Received, r.Matched, r.Invalid).ShouldBe((2, 1, 1)));
        report.Receipts[1].ShouldSatisfyAllConditions(r => r.State.ShouldBe(ReceiptState.Unknown), r => r.Received.ShouldBeNull());
    }

    /// <remarks>The session as recorded in https://github.com/facebook/facebook-java-business-sdk/issues/492, the statuses as in https://developers.facebook.com/docs/marketing-api/reference/custom-audience.</remarks>
    [Theory]
    [InlineData("""{"code":200}""", """{"code":200}""", "normal")]
    [InlineData("""{"code":471}""", """{"code":200}""", "flagged")]
    [InlineData("""{"code":200}""", """{"code":400}""", "unusable")]
    [InlineData("""{"code":441}""", """{"code":200}""", "operation441")]
    [InlineData("null", "null", null)]
    public async Task Report_StatusAndSessionUnderWay_AreReadAsRecorded(string operation, string delivery, string? state)
    {
        Sandbox.Platform.Answer = call => call.Operation switch
        {
            "get" => new SandboxAnswer(200, $$"""{"id":"9","operation_status":{{operation}},"delivery_status":{{delivery}},"approximate_count_lower_bound":-1,"approximate_count_upper_bound":-1}"""),
            "session" => new SandboxAnswer(200, """{"data":[{"session_id":"653573199724136401","start_time":"1757326241","end_time":"0","num_received":"10000","num_matched":"-1","num_invalid_entries":"0","progress":"0","stage":"uploading"}]}"""),
            _ => null,
        };

        var report = await ReportAsync("9", "653573199724136401");

        report.State.ShouldBe(state);
        (report.SizeAtLeast, report.SizeAtMost).ShouldBe((null, null));
        report.Receipts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.State.ShouldBe(ReceiptState.Processing), r => (r.Received, r.Matched, r.Invalid).ShouldBe((10_000, null, 0)));
    }

    [Fact]
    public async Task Report_AudienceIsGone_SaysSo() => (await ReportAsync("999")).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);

    [Fact]
    public async Task Ensure_OtherNameAndDescription_ChangesBoth()
    {
        var audience = (await EnsureAsync()).AudienceId;

        (await EnsureAsync(audience, "Platinum", "Platinum members")).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Name.ShouldBe("Platinum"), a => a.Description.ShouldBe("Platinum members [activation:gold]"));
    }

    [Fact]
    public async Task Account_NearlyFull_IsSaidByTheCheckAndTheReport()
    {
        var audience = (await EnsureAsync()).AudienceId.ShouldNotBeNull();
        (await Destination.CheckAsync(Account, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        await FillAsync(449);

        var check = await Destination.CheckAsync(Account, CancellationToken.None);

        check.Outcome.ShouldBe(DestinationOutcome.Success);
        check.Message.ShouldContain("450 of at most 500");
        (await ReportAsync(audience)).Explanation.ShouldNotBeNull().ShouldContain("450 of at most 500");
    }

    [Fact]
    public async Task Ensure_AccountIsFull_StopsBeforeItAsks()
    {
        await FillAsync(500);

        var ensured = await EnsureAsync();

        ensured.AudienceId.ShouldBeNull();
        (ensured.Result.Outcome, ensured.Result.Code).ShouldBe((DestinationOutcome.Stop, "audienceLimit"));
        Sandbox.Platform.Audiences.Count.ShouldBe(500);
    }

    [Fact]
    public async Task Delete_Audience_IsGoneAndStaysSo()
    {
        var audience = (await EnsureAsync()).AudienceId.ShouldNotBeNull();

        (await Destination.DeleteAudienceAsync(Account, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Account, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }
}
