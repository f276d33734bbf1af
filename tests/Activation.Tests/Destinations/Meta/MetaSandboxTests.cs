using System.Globalization;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.Meta;

/// <summary>The Meta destination over HTTP against the sandbox.</summary>
public sealed class MetaSandboxTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create(timeoutSeconds: 30);

    /// <summary>For the one call that is never answered.</summary>
    private readonly TestHttp impatient = TestHttp.Create(timeoutSeconds: 1);
    private SandboxServer? started;
    private int batches;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private MetaDestination Destination => new(http.Client, TimeProvider.System);

    private DestinationAccount Account => AccountWith("""{"accessToken":"sandbox-token"}""");

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
        await impatient.DisposeAsync();
    }

    private DestinationAccount AccountWith(string secret, string account = "42") => new(
        new DestinationId("meta"),
        JsonDocument.Parse($$"""{"adAccountId":"{{account}}","apiBaseUrl":"{{Sandbox.BaseUrl}}"}""").RootElement,
        JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    private static AudienceSpec Spec(string? known = null, string name = "Gold") => new(new SyncId("gold"), name, "Made by a sync", "[activation:gold]", known);

    private async Task<string> EnsureAsync(AudienceSpec? spec = null)
    {
        var ensured = await Destination.EnsureAudienceAsync(Account, spec ?? Spec(), CancellationToken.None);
        ensured.Result.ShouldBe(DestinationResult.Success);
        return ensured.AudienceId.ShouldNotBeNull();
    }

    private Task<SendResult> SendAsync(string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) => SendAsync(Destination, audience, operation, rows);

    private Task<SendResult> SendAsync(MetaDestination destination, string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        destination.SendAsync(
            Account, new DestinationBatch(new BatchId(new RunId("gold.1"), ++batches), 1, audience, "Gold", operation, rows, DateTimeOffset.UnixEpoch), CancellationToken.None);

    [Fact]
    public async Task Ensure_NewAudience_IsMadeWithMarkerAndFoundAgain()
    {
        var id = await EnsureAsync();

        (await EnsureAsync()).ShouldBe(id);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Description.ShouldEndWith("[activation:gold]");
    }

    [Fact]
    public async Task Ensure_NameTakenByForeignAudience_MakesOneOfItsOwn()
    {
        var foreign = await EnsureAsync(Spec() with { Marker = "[other]" });

        (await EnsureAsync()).ShouldNotBe(foreign);
    }

    [Fact]
    public async Task Send_ValueBasedAudience_TakesRowsWithValuesAlone()
    {
        var valued = await EnsureAsync(Spec() with { HasValues = true });
        var member = Member.Of("C-1", ("email", ["a"])) with { Enrichment = new Enrichment(1e-7, []) };

        (await SendAsync(valued, BatchOperation.Add, member)).Result.ShouldBe(DestinationResult.Success);
        (await SendAsync(valued, BatchOperation.Add, Member.Of("C-2", ("email", ["b"])))).Result.Outcome.ShouldBe(DestinationOutcome.Refused);
        (await SendAsync(await EnsureAsync(Spec(name: "Plain") with { Marker = "[plain]" }), BatchOperation.Add, member)).Result.Outcome.ShouldBe(DestinationOutcome.Refused);

        Sandbox.Platform.Values(valued).ShouldNotBeNull().ShouldHaveSingleItem().Value.ShouldBe(1e-7);
        (await SendAsync(valued, BatchOperation.Remove, member with { Enrichment = Enrichment.None })).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Values(valued).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task Ensure_OwnAudienceOnLaterPage_IsFound()
    {
        for (var i = 0; i < 120; i++)
        {
            await EnsureAsync(Spec(name: i.ToString(CultureInfo.InvariantCulture)) with { Marker = $"[activation:{i}]" });
        }

        var own = await EnsureAsync();

        (await EnsureAsync()).ShouldBe(own);
        Sandbox.Platform.Audiences.Count.ShouldBe(121);
    }

    [Fact]
    public async Task Ensure_KnownAudienceWithOtherName_IsRenamed()
    {
        var id = await EnsureAsync();

        (await EnsureAsync(Spec(id, "Gold and Silver"))).ShouldBe(id);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Gold and Silver");
    }

    [Fact]
    public async Task Ensure_KnownAudienceIsGone_SaysSo()
    {
        var ensured = await Destination.EnsureAudienceAsync(Account, Spec("999"), CancellationToken.None);

        ensured.Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        ensured.AudienceId.ShouldBeNull();
    }

    [Fact]
    public async Task Send_UnknownAudience_SaysAudienceMissing() =>
        (await SendAsync("999", BatchOperation.Add, Member.Full(1))).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);

    [Fact]
    public async Task Check_WrongToken_AsksToReconnect()
    {
        var result = await Destination.CheckAsync(AccountWith("""{"accessToken":"other"}"""), CancellationToken.None);

        result.Outcome.ShouldBe(DestinationOutcome.Reconnect);
        result.Code.ShouldBe("190");
    }

    [Fact]
    public async Task Check_WithAppSecret_SignsTheCall()
    {
        await using var strict = await SandboxServer.StartAsync(new SandboxOptions { AppSecret = "app" }, CancellationToken.None);
        DestinationAccount With(string secret) => new(
            new DestinationId("meta"),
            JsonDocument.Parse($$"""{"adAccountId":"1","apiBaseUrl":"{{strict.BaseUrl}}"}""").RootElement,
            new Dictionary<string, string> { ["accessToken"] = "sandbox-token", ["appSecret"] = secret });

        (await Destination.CheckAsync(With("app"), CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.CheckAsync(With("other"), CancellationToken.None)).Outcome.ShouldBe(DestinationOutcome.Stop);
    }

    [Fact]
    public async Task Add_MemberWithSeveralEmails_IsOnePersonWithAllOfThem()
    {
        var id = await EnsureAsync();

        await SendAsync(id, BatchOperation.Add, Member.Of("C-1", ("email", ["a@example.com", "b@example.com"]), ("externalId", ["C-1"])));

        Sandbox.Platform.People(id).ShouldHaveSingleItem()
            .ShouldBe(new[] { $"EMAIL:{Member.Hash("a@example.com")}", $"EMAIL:{Member.Hash("b@example.com")}", "EXTERN_ID:C-1" }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Remove_SharedEmail_TakesTheOtherPersonAlong()
    {
        var id = await EnsureAsync();
        await SendAsync(
            id, BatchOperation.Add, Member.Of("C-1", ("email", ["shared@example.com"]), ("phone", ["441"])), Member.Of("C-2", ("email", ["shared@example.com"]), ("phone", ["442"])));

        await SendAsync(id, BatchOperation.Remove, Member.Of("C-1", ("phone", ["441"])));

        Sandbox.Platform.Keys(id).ShouldBeEmpty();
    }

    [Fact]
    public async Task Add_OneRowWithoutHash_RejectsThatMemberOnly()
    {
        var id = await EnsureAsync();
        var broken = new MemberRow(ProfileId.ForCustomer("C-2"), [new("email", ["not hashed"])]);

        var sent = await SendAsync(id, BatchOperation.Add, Member.Of("C-1", ("email", ["a@example.com"])), broken, Member.Of("C-3", ("email", ["c@example.com"])));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldHaveSingleItem().ShouldBe(new RejectedRow(1, "notSha256"));
        sent.UnnamedRejections.ShouldBe(0);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(2);
    }

    [Fact]
    public async Task Add_MoreBrokenRowsThanSamples_CountsTheRest()
    {
        var id = await EnsureAsync();
        var broken = Enumerable.Range(0, 130).Select(i => new MemberRow(ProfileId.ForCustomer($"C-{i}"), [new("email", [$"not hashed {i}"])])).ToList();

        var sent = await SendAsync(id, BatchOperation.Add, broken);

        sent.Rejected.Count.ShouldBe(100);
        sent.UnnamedRejections.ShouldBe(30);
    }

    [Theory]
    [InlineData(SandboxFault.Throttle, DestinationOutcome.Throttled, "80003/2446079", false)]
    [InlineData(SandboxFault.Error500, DestinationOutcome.Retry, "2", false)]
    [InlineData(SandboxFault.Html, DestinationOutcome.Retry, "unreadableResponse", false)]
    [InlineData(SandboxFault.Timeout, DestinationOutcome.Retry, "timeout", false)]
    [InlineData(SandboxFault.LostResponse, DestinationOutcome.Retry, "lostResponse", true)]
    public async Task Send_Fault_IsClassifiedAndAppliedAsItSays(SandboxFault fault, DestinationOutcome outcome, string code, bool applied)
    {
        var id = await EnsureAsync();
        Sandbox.Platform.Fault = call => call.Operation == "add" ? fault : null;

        var destination = fault == SandboxFault.Timeout ? new MetaDestination(impatient.Client, TimeProvider.System) : Destination;
        var sent = await SendAsync(destination, id, BatchOperation.Add, Member.Full(1));

        sent.Result.Outcome.ShouldBe(outcome);
        sent.Result.Code.ShouldBe(code);
        sent.Result.Message.ShouldNotBeEmpty();
        sent.Result.Wait.ShouldBe(fault == SandboxFault.Throttle ? TimeSpan.Zero : null);
        Sandbox.Platform.Keys(id).ShouldNotBeNull().Count.ShouldBe(applied ? 3 : 0);
        Sandbox.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(1);
    }

    [Fact]
    public async Task Send_SameAttemptTwice_AsksForANewSession()
    {
        var id = await EnsureAsync();
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, id, "Gold", BatchOperation.Add, [Member.Full(1)], DateTimeOffset.UnixEpoch);
        await Destination.SendAsync(Account, batch, CancellationToken.None);

        var again = await Destination.SendAsync(Account, batch, CancellationToken.None);
        var next = await Destination.SendAsync(Account, batch with { Attempt = 2 }, CancellationToken.None);

        again.Result.Outcome.ShouldBe(DestinationOutcome.Retry);
        again.Result.Code.ShouldBe("2650/1870159");
        next.Result.ShouldBe(DestinationResult.Success);
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnreachable()
    {
        var id = await EnsureAsync();
        var account = Account;
        await using (var gone = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None))
        {
            account = new DestinationAccount(
                new DestinationId("meta"),
                JsonDocument.Parse($$"""{"adAccountId":"42","apiBaseUrl":"{{gone.BaseUrl}}"}""").RootElement,
                new Dictionary<string, string> { ["accessToken"] = "sandbox-token" });
        }

        var sent = await Destination.SendAsync(
            account, new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, id, "Gold", BatchOperation.Add, [Member.Full(1)], DateTimeOffset.UnixEpoch), CancellationToken.None);

        sent.Result.Outcome.ShouldBe(DestinationOutcome.Retry);
        sent.Result.Code.ShouldBe("unreachable");
    }
}
