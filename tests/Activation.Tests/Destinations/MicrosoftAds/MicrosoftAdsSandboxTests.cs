using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.MicrosoftAds;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.MicrosoftAds;

/// <summary>Microsoft Advertising over HTTP against its stand-in, its settings, and the stand-in's strictness.</summary>
public sealed class MicrosoftAdsSandboxTests : IAsyncLifetime
{
    private const string Secret = """{"developerToken":"sandbox-developer-token","clientId":"sandbox-client","clientSecret":"sandbox-client-secret","refreshToken":"sandbox-refresh-token"}""";

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;
    private AccessTokens? tokens;

    private static SandboxAnswer CustomerIdsRefused => new(200, """{"PartialErrors":[{"Code":8002,"ErrorCode":"CustomerListItemSubTypeNotSupported","Index":0}]}""");

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private MicrosoftAdsDestination Destination => new(http.Client, tokens ??= new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private DestinationAccount Account(string more = "", string? settings = null, string secret = Secret) => new(
        new DestinationId("microsoft"),
        JsonDocument.Parse(settings ?? $$"""{"customerId":"21","accountId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}microsoft","tokenUrl":"{{Sandbox.BaseUrl}}microsoft/token"{{more}}}""").RootElement,
        JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    private static AudienceSpec Spec(string? known = null, string marker = "[activation:gold]") => new(new SyncId("gold"), "Gold", "Made by a sync", marker, known);

    private async Task<string> EnsureAsync() => (await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None)).AudienceId.ShouldNotBeNull();

    private Task<SendResult> SendAsync(DestinationAccount account, string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        Destination.SendAsync(account, new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, audience, "Gold", operation, rows, DateTimeOffset.UnixEpoch), CancellationToken.None);

    [Fact]
    public async Task Send_EmailsAndCustomerIds_AreACallEach()
    {
        var list = await EnsureAsync();
        var row = Member.Of("C-1", ("email", ["a", "b"]), ("externalId", ["C-1"]));

        (await SendAsync(Account(), list, BatchOperation.Add, row)).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Where(c => c.Operation == "add").Select(c => c.Rows).ShouldBe([2, 1]);
        Sandbox.Platform.Keys(list).ShouldBe(["CRM:C-1", .. new[] { "a", "b" }.Select(e => $"Email:{Member.Hash(e)}").Order(StringComparer.Ordinal)]);
        (await SendAsync(Account(), list, BatchOperation.Remove, row)).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(list).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_SecondCallFails_FailsTheWhole()
    {
        var list = await EnsureAsync();
        var calls = 0;
        Sandbox.Platform.Fault = call => call.Operation == "add" && ++calls == 2 ? SandboxFault.Error500 : null;

        (await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"]), ("externalId", ["C-1"])))).Result.Outcome.ShouldBe(DestinationOutcome.Retry);
    }

    [Fact]
    public async Task Send_BadItems_RejectTheirMembersAlone()
    {
        var list = await EnsureAsync();
        var bad = new MemberRow(ProfileId.ForCustomer("C-2"), [new("email", ["plain"])]);
        var tooLong = Member.Of("C-4", ("externalId", [new string('x', 101)]));

        var sent = await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a", "b"])), bad, Member.Of("C-3", ("email", ["c"])), tooLong);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "emailMustBeHashed"), new RejectedRow(3, "crmIdLengthExceedLimitation")]);
        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(BatchOperation.Add)]
    [InlineData(BatchOperation.Remove)]
    public async Task Send_AccountTakesNoCustomerIds_GoesByEmail(BatchOperation operation)
    {
        var list = await EnsureAsync();
        var (both, idAlone) = (Member.Of("C-1", ("email", ["a"]), ("externalId", ["C-1"])), Member.Of("C-2", ("externalId", ["C-2"])));
        await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])));
        var calls = 0;
        Sandbox.Platform.Answer = call => call.Operation is "add" or "remove" && ++calls % 2 == 0 ? CustomerIdsRefused : null;

        var sent = await SendAsync(Account(), list, operation, both, idAlone);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "kindNotTaken")]);
        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(operation == BatchOperation.Add ? 1 : 0);
    }

    [Fact]
    public async Task Send_AccountTakesNothingOfTheSync_SaysWhatToDo()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Operation == "add" ? CustomerIdsRefused : null;

        var sent = await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-2", ("externalId", ["C-2"])));

        (sent.Result.Outcome, sent.Result.Code).ShouldBe((DestinationOutcome.Stop, "8002"));
        sent.Result.Message.ShouldContain("identifiers");
    }

    [Fact]
    public async Task UnknownList_EverywhereItIsNamed_IsMissing()
    {
        (await Destination.EnsureAudienceAsync(Account(), Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await SendAsync(Account(), "999", BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await Destination.ReportAsync(Account(), "999", [], CancellationToken.None))?.Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
    }

    /// <remarks>A list without a duration forgets its members: https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list?view=bingads-13</remarks>
    [Fact]
    public async Task Ensure_NewList_KeepsItsMembersAndHasANameOfAtMost128()
    {
        var calls = new RecordedCalls();
        foreach (var answer in (string[])["""{"access_token":"t","token_type":"Bearer","expires_in":3600}""", """{"Audiences":[]}""", """{"AudienceIds":["987"],"PartialErrors":[]}"""])
        {
            calls.Answer(answer);
        }

        var recorded = new DestinationHttp(calls);
        await new MicrosoftAdsDestination(recorded, new AccessTokens(recorded, TimeProvider.System), TimeProvider.System)
            .EnsureAudienceAsync(Account(), Spec() with { Name = new string('n', 200) }, CancellationToken.None);

        calls.All[^1].ShouldEndWith(
            $$"""/Audiences {"Audiences":[{"Type":"CustomerList","Name":"{{new string('n', 128)}}","Description":"Made by a sync [activation:gold]","Scope":"Account","ParentId":"42","MembershipDuration":-1}]}""");
    }

    [Fact]
    public async Task Ensure_ListThatForgetsItsMembers_KeepsThemFromNowOn()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Operation == "list" ? new SandboxAnswer(200, $$"""{"Audiences":[{"Type":"CustomerList","Id":"{{list}}","Name":"Gold","MembershipDuration":30}]}""") : null;

        (await Destination.EnsureAudienceAsync(Account(), Spec(list), CancellationToken.None)).ShouldBe(new EnsureAudienceResult(DestinationResult.Success, list));

        Sandbox.Platform.Calls.Count(c => c.Operation == "rename").ShouldBe(1);
    }

    [Fact]
    public async Task Ensure_NameTakenByForeignList_SaysWhatToDo()
    {
        await Destination.EnsureAudienceAsync(Account(), Spec(marker: "[other]"), CancellationToken.None);

        var ensured = await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None);

        ensured.Result.Outcome.ShouldBe(DestinationOutcome.Stop);
        ensured.Result.Message.ShouldContain("audienceName");
    }

    [Fact]
    public async Task Ensure_TermsNotAccepted_SaysWhatToDo()
    {
        Sandbox.Platform.Answer = call => call.Operation == "create" ? new SandboxAnswer(200, """{"AudienceIds":[null],"PartialErrors":[{"ErrorCode":"CustomerListTermsAndConditionsNotAccepted"}]}""") : null;

        var ensured = await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None);

        (ensured.Result.Outcome, ensured.Result.Code).ShouldBe((DestinationOutcome.Stop, "CustomerListTermsAndConditionsNotAccepted"));
        ensured.Result.Message.ShouldContain("terms");
    }

    [Fact]
    public async Task Delete_List_IsGoneAndMayBeAskedTwice()
    {
        var list = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Account(), list, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Account(), list, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_List_HasItsSize()
    {
        var list = await EnsureAsync();
        await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])));

        (await Destination.ReportAsync(Account(), list, [], CancellationToken.None))?.SizeAtLeast.ShouldBe(1);
    }

    /// <remarks>Golden: the template and the hash of https://learn.microsoft.com/en-us/advertising/campaign-management-service/customerlistuserdata?view=bingads-13, in the order of that document.</remarks>
    [Fact]
    public void Body_OfApply_IsThePlatformsExample()
    {
        var body = new MicrosoftAdsApply(new MicrosoftAdsUserData("Add", "987", ["a8e34c39d390c30c3ff245256c46c7076cecb7dfcfd60f7534d1037e901fad76"], "Email", true));

        JsonSerializer.Serialize(body, MicrosoftAdsJson.Default.MicrosoftAdsApply).ShouldBe(
            """{"CustomerListUserData":{"ActionType":"Add","AudienceId":"987","CustomerListItems":["a8e34c39d390c30c3ff245256c46c7076cecb7dfcfd60f7534d1037e901fad76"],"CustomerListItemSubType":"Email","AcceptCustomerMatchTerm":true}}""");
        JsonSerializer.Serialize(new MicrosoftAdsApply(body.CustomerListUserData with { AcceptCustomerMatchTerm = null }), MicrosoftAdsJson.Default.MicrosoftAdsApply).ShouldNotContain("Accept");
    }

    [Fact]
    public async Task Send_TermsAccepted_SaysSo()
    {
        var list = await EnsureAsync();

        (await SendAsync(Account(""","acceptCustomerMatchTerms":true"""), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.ShouldBe(DestinationResult.Success);
    }

    [Theory]
    [InlineData("""{"accountId":"42"}""", "settings.customerId")]
    [InlineData("""{"customerId":"21"}""", "settings.accountId")]
    [InlineData("""{"customerId":"21","accountId":"X1234567"}""", "settings.accountId")]
    [InlineData("""{"customerId":"21","accountId":"42","acceptCustomerMatchTerms":"yes"}""", "settings.acceptCustomerMatchTerms")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings: settings))).Path.ShouldBe(path);

    [Theory]
    [InlineData("developerToken")]
    [InlineData("clientId")]
    [InlineData("clientSecret")]
    [InlineData("refreshToken")]
    public void Validate_SecretWithoutField_NamesIt(string field) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(secret: Secret.Replace($"\"{field}\"", "\"x\"", StringComparison.Ordinal)))).Path.ShouldBe($"secret.{field}");

    [Theory]
    [InlineData("Add", "Email", "[\"HASH\"]", "42", 200)]
    [InlineData("Replace", "Email", "[\"HASH\"]", "42", 400)]
    [InlineData("Add", "Phone", "[\"HASH\"]", "42", 400)]
    [InlineData("Add", "Email", "[]", "42", 400)]
    [InlineData("Add", "Email", "[\"HASH\"]", null, 400)]
    public async Task Double_Call_IsTakenOnlyAsDocumented(string action, string subtype, string items, string? account, int status)
    {
        var list = await EnsureAsync();
        var body = $$"""{"CustomerListUserData":{"ActionType":"{{action}}","AudienceId":"{{list}}","CustomerListItemSubType":"{{subtype}}","CustomerListItems":{{items.Replace("HASH", Member.Hash("a"), StringComparison.Ordinal)}} } }""";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUrl, "microsoft/CustomerListUserData/Apply")) { Content = new StringContent(body) };
        request.Headers.Add("Authorization", "Bearer sandbox-token");
        request.Headers.Add("DeveloperToken", "sandbox-developer-token");
        request.Headers.Add("CustomerId", "21");
        if (account is not null)
        {
            request.Headers.Add("CustomerAccountId", account);
        }

        (await http.Client.SendAsync(request, CancellationToken.None)).Status.ShouldBe(status);
        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(status == 200 ? 1 : 0);
    }
}
