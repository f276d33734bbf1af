using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.Pinterest;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Pinterest;

/// <summary>Pinterest over HTTP against its stand-in, its settings, and the stand-in's strictness.</summary>
public sealed class PinterestSandboxTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private PinterestDestination Destination => new(http.Client, new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private DestinationAccount Account(string secret = """{"token":"sandbox-token"}""", string? settings = null) => new(
        new DestinationId("pinterest"),
        JsonDocument.Parse(settings ?? $$"""{"adAccountId":"549","apiBaseUrl":"{{Sandbox.BaseUrl}}pinterest","tokenUrl":"{{Sandbox.BaseUrl}}pinterest/oauth/token"}""").RootElement,
        JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    private static AudienceSpec Spec(string? known = null, string name = "Gold", string marker = "[activation:gold]") => new(new SyncId("gold"), name, $"Made by a sync {marker}", marker, known);

    private async Task<string> EnsureAsync(AudienceSpec? spec = null)
    {
        var ensured = await Destination.EnsureAudienceAsync(Account(), spec ?? Spec(), CancellationToken.None);
        ensured.Result.ShouldBe(DestinationResult.Success);
        return ensured.AudienceId.ShouldNotBeNull();
    }

    private Task<SendResult> SendAsync(string list, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        Destination.SendAsync(Account(), new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, list, "Gold", operation, rows, DateTimeOffset.UnixEpoch), CancellationToken.None);

    [Fact]
    public async Task Ensure_New_MakesListAndAudienceOnce()
    {
        var list = await EnsureAsync();

        (await EnsureAsync()).ShouldBe(list);
        Sandbox.Platform.Calls.Where(c => c.Operation == "create").Select(c => c.Path).ShouldBe(["/pinterest/ad_accounts/549/customer_lists", "/pinterest/ad_accounts/549/audiences"]);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Gold");
    }

    [Fact]
    public async Task Ensure_AudienceRefusedWhileTooSmall_FillsTheListAndAsksAgain()
    {
        Sandbox.Platform.Answer = call => call is { Operation: "create" } && call.Path.EndsWith("/audiences", StringComparison.Ordinal) ? new SandboxAnswer(400, """{"code":1}""") : null;
        var list = await EnsureAsync();
        (await SendAsync(list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Answer = null;

        (await EnsureAsync(Spec(list))).ShouldBe(list);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Description.ShouldEndWith("[activation:gold]");
    }

    [Fact]
    public async Task Ensure_ManyListsOfOthers_FindsItsOwn()
    {
        for (var i = 0; i < 120; i++)
        {
            await EnsureAsync(Spec(name: $"{i}", marker: $"[{i}]"));
        }

        (await EnsureAsync()).ShouldBe(await EnsureAsync());
    }

    [Fact]
    public async Task UnknownList_EverywhereItIsNamed_IsMissing()
    {
        (await Destination.EnsureAudienceAsync(Account(), Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await SendAsync("999", BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await Destination.ReportAsync(Account(), "999", [], CancellationToken.None))?.Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
    }

    [Fact]
    public async Task Send_EmailsAndAdIds_AreRecordsOfOneCall()
    {
        var list = await EnsureAsync();
        var row = Member.Of("C-1", ("email", ["a", "b"]));
        row = row with { Values = [.. row.Values, new("mobileAdId", [Member.Hash("device")])] };

        (await SendAsync(list, BatchOperation.Add, row)).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Calls.Where(c => c.Operation == "add").ShouldHaveSingleItem().Rows.ShouldBe(3);
        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(3);

        (await SendAsync(list, BatchOperation.Remove, row)).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(list).ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_RefreshToken_ShowsTheClientInTheHeader()
    {
        (await Destination.CheckAsync(Account("""{"token":"sandbox-refresh-token","clientId":"sandbox-client","clientSecret":"sandbox-client-secret"}"""), CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.CheckAsync(Account("""{"token":"sandbox-refresh-token","clientId":"sandbox-client","clientSecret":"other"}"""), CancellationToken.None)).Outcome.ShouldBe(DestinationOutcome.Reconnect);
    }

    [Fact]
    public async Task Report_SmallList_SaysSo()
    {
        var list = await EnsureAsync();
        await SendAsync(list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])));

        var report = (await Destination.ReportAsync(Account(), list, [], CancellationToken.None)).ShouldNotBeNull();

        (report.Result, report.State, report.SizeAtLeast).ShouldBe((DestinationResult.Success, "tooSmall", 1L));
        report.Explanation.ShouldNotBeNullOrEmpty();
    }

    /// <remarks>Golden: the sample requests of https://developers.pinterest.com/docs/api/v5/customer_lists-update and …/audiences-create, with hashes for emails.</remarks>
    [Fact]
    public void Bodies_OfChanges_AreThePlatformsExamples()
    {
        var (a, b) = (Member.Hash("email2@pinterest.com"), Member.Hash("email6@pinterest.com"));

        JsonSerializer.Serialize(new PinterestChange($"{a},{b}", "ADD"), PinterestJson.Default.PinterestChange).ShouldBe($$"""{"records":"{{a}},{{b}}","operation_type":"ADD"}""");
        JsonSerializer.Serialize(new PinterestNewList("The Glengarry Glen Ross leads", a, "EMAIL"), PinterestJson.Default.PinterestNewList)
            .ShouldBe($$"""{"name":"The Glengarry Glen Ross leads","records":"{{a}}","list_type":"EMAIL"}""");
        JsonSerializer.Serialize(new PinterestNewAudience("ACME Tools", "Leads", new PinterestRule("643"), "CUSTOMER_LIST"), PinterestJson.Default.PinterestNewAudience)
            .ShouldBe("""{"name":"ACME Tools","description":"Leads","rule":{"customer_list_id":"643"},"audience_type":"CUSTOMER_LIST"}""");
    }

    [Theory]
    [InlineData("""{}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"act_1"}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"1","tokenUrl":"http://token.example.com"}""", "settings.tokenUrl")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => Should.Throw<ProblemException>(() => Destination.Validate(Account(settings: settings))).Path.ShouldBe(path);

    [Theory]
    [InlineData("""{}""", "secret.token")]
    [InlineData("""{"token":"a","clientId":"b"}""", "secret.clientSecret")]
    public void Validate_WrongSecret_NamesTheField(string secret, string path) => Should.Throw<ProblemException>(() => Destination.Validate(Account(secret))).Path.ShouldBe(path);

    [Theory]
    [InlineData("""{"records":"HASH"}""")]
    [InlineData("""{"records":"HASH","operation_type":"REPLACE"}""")]
    [InlineData("""{"records":["HASH"],"operation_type":"ADD"}""")]
    [InlineData("""{"records":"a@example.com","operation_type":"ADD"}""")]
    [InlineData("""{"records":"HASH,","operation_type":"ADD"}""")]
    [InlineData("""{"records":"HASH","operation_type":"ADD","list_type":"EMAIL"}""")]
    public async Task Double_MalformedChange_IsRefusedWhole(string body)
    {
        var list = await EnsureAsync();

        var (status, _) = await new SandboxClient(Sandbox, http).SendAsync(HttpMethod.Patch, $"pinterest/ad_accounts/549/customer_lists/{list}", body.Replace("HASH", Member.Hash("a"), StringComparison.Ordinal));

        status.ShouldBe(400);
        Sandbox.Platform.Keys(list).ShouldBeEmpty();
    }
}
