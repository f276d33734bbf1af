using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Marketo;
using Activation.Destinations.OAuth;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Marketo;

/// <summary>The calls, byte for byte as Marketo's documents show them.</summary>
public sealed class MarketoRequestTests
{
    private readonly RecordedCalls calls = new();

    private static DestinationAccount Account(string settings) => new(
        new DestinationId("marketo"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["clientId"] = "id", ["clientSecret"] = "secret" });

    private static DestinationAccount Working => Account("""{"munchkinId":"123-ABC-456","folderId":"1034","folderType":"Program","emailHashField":"emailSha256"}""");

    private MarketoDestination Destination
    {
        get
        {
            var http = new DestinationHttp(calls);
            return new MarketoDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System);
        }
    }

    private static DestinationBatch Batch(BatchOperation operation) => new(
        new BatchId(new RunId("gold.1"), 1), 1, "1027", "Gold", operation, [Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"]))], DateTimeOffset.UnixEpoch);

    /// <remarks>
    /// https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/leads (look-up by POST) and
    /// https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership (add, remove)
    /// </remarks>
    [Theory]
    [InlineData(BatchOperation.Add, "POST", "added")]
    [InlineData(BatchOperation.Remove, "DELETE", "removed")]
    public async Task Send_Leads_AreLookedUpThenNamedInTheQuery(BatchOperation operation, string method, string status)
    {
        var (a, b) = (Member.Hash("a"), Member.Hash("b"));
        calls.Answer("""{"access_token":"cdf01657-110d-4155-99a7-f986b2ff13a0:int","token_type":"bearer","expires_in":3599}""");
        calls.Answer($$"""{"requestId":"1","result":[{"id":318594,"emailSha256":"{{a}}"}],"success":true,"nextPageToken":"PS5=="}""");
        calls.Answer($$"""{"requestId":"1","result":[{"id":318595,"emailSha256":"{{b.ToUpperInvariant()}}"}],"success":true}""");
        calls.Answer($$"""{"requestId":"6860#1706170ba29","result":[{"id":318594,"status":"{{status}}"},{"id":318595,"status":"skipped","reasons":[{"code":"1004","message":"Lead not found"}]}],"success":true}""");

        var sent = await Destination.SendAsync(Working, Batch(operation), CancellationToken.None);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe(operation == BatchOperation.Add ? [new RejectedRow(1, "leadNotFound")] : []);
        calls.All.ShouldBe(
        [
            "POST https://123-abc-456.mktorest.com/identity/oauth/token grant_type=client_credentials&client_id=id&client_secret=secret",
            $"POST https://123-abc-456.mktorest.com/rest/v1/leads.json?_method=GET filterType=emailSha256&filterValues={a}%2C{b}&fields=id%2CemailSha256",
            $"POST https://123-abc-456.mktorest.com/rest/v1/leads.json?_method=GET filterType=emailSha256&filterValues={a}%2C{b}&fields=id%2CemailSha256&nextPageToken=PS5%3D%3D",
            $"{method} https://123-abc-456.mktorest.com/rest/v1/lists/1027/leads.json?id=318594&id=318595 ",
        ]);
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/error-codes#record-level: who must leave and is still in the list counts as refused.</remarks>
    [Theory]
    [InlineData(BatchOperation.Remove, "1004", null)]
    [InlineData(BatchOperation.Remove, "1015", null)]
    [InlineData(BatchOperation.Remove, "1008", "marketo1008")]
    [InlineData(BatchOperation.Remove, "1099", RejectedRow.ByPlatform)]
    [InlineData(BatchOperation.Add, "1004", "leadNotFound")]
    [InlineData(BatchOperation.Add, "1008", RejectedRow.ByPlatform)]
    public async Task Send_SkippedLead_IsRefusedUnlessItIsOutAnyway(BatchOperation operation, string code, string? reason)
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":3599}""");
        calls.Answer($$"""{"requestId":"1","result":[{"id":1,"emailSha256":"{{Member.Hash("a")}}"},{"id":2,"emailSha256":"{{Member.Hash("b")}}"}],"success":true}""");
        calls.Answer($$"""{"requestId":"1","result":[{"id":1,"status":"skipped","reasons":[{"code":"{{code}}","message":"…"}]},{"id":2,"status":"removed"}],"success":true}""");

        var sent = await Destination.SendAsync(Working, Batch(operation), CancellationToken.None);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe(reason is null ? [] : [new RejectedRow(0, reason)]);
    }

    [Theory]
    [InlineData(BatchOperation.Add)]
    [InlineData(BatchOperation.Remove)]
    public async Task Send_AnswerThatSaysNothingOfALead_IsTriedAgain(BatchOperation operation)
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":3599}""");
        calls.Answer($$"""{"requestId":"1","result":[{"id":1,"emailSha256":"{{Member.Hash("a")}}"},{"id":2,"emailSha256":"{{Member.Hash("b")}}"}],"success":true}""");
        calls.Answer("""{"requestId":"1","result":[{"id":1,"status":"added"}],"success":true}""");

        var sent = await Destination.SendAsync(Working, Batch(operation), CancellationToken.None);

        (sent.Result.Outcome, sent.Result.Code).ShouldBe((DestinationOutcome.Retry, "unreadableResponse"));
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/assets/static-lists</remarks>
    [Fact]
    public async Task EnsureAudience_New_IsMadeInTheFolder()
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":3599}""");
        calls.Answer("""{"success":true,"errors":[],"requestId":"28ab#1641fa246b9","warnings":["No assets found for the given search criteria."]}""");
        calls.Answer("""{"success":true,"errors":[],"requestId":"1269d#164209d6e1e","result":[{"id":1027,"name":"My Static List","folder":{"id":1034,"type":"Program"}}]}""");

        var ensured = await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId("gold"), "My Static List", "Ours", "[activation:gold]", null), CancellationToken.None);

        ensured.ShouldBe(new EnsureAudienceResult(DestinationResult.Success, "1027"));
        calls.All.Skip(1).ShouldBe(
        [
            "GET https://123-abc-456.mktorest.com/rest/asset/v1/staticList/byName.json?name=My%20Static%20List ",
            "POST https://123-abc-456.mktorest.com/rest/asset/v1/staticLists.json folder=%7B%22id%22%3A1034%2C%22type%22%3A%22Program%22%7D&name=My+Static+List&description=Ours+%5Bactivation%3Agold%5D",
        ]);
    }

    [Theory]
    [InlineData("""{"folderId":"1","externalIdField":"crmId"}""", "settings.munchkinId")]
    [InlineData("""{"munchkinId":"acme","folderId":"1","externalIdField":"crmId"}""", "settings.munchkinId")]
    [InlineData("""{"munchkinId":"123-ABC-456","externalIdField":"crmId"}""", "settings.folderId")]
    [InlineData("""{"munchkinId":"123-ABC-456","folderId":"0","externalIdField":"crmId"}""", "settings.folderId")]
    [InlineData("""{"munchkinId":"123-ABC-456","folderId":"1"}""", "settings.externalIdField")]
    [InlineData("""{"munchkinId":"123-ABC-456","folderId":"1","externalIdField":"a b"}""", "settings.externalIdField")]
    [InlineData("""{"munchkinId":"123-ABC-456","folderId":"1","externalIdField":"crmId","folderType":"Shelf"}""", "settings.folderType")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings))).Path.ShouldBe(path);
}
