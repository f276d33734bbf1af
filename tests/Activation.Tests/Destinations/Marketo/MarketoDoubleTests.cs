using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Marketo;

/// <summary>What Marketo refuses, the stand-in refuses: with a code, and status 200.</summary>
public sealed class MarketoDoubleTests : DoubleTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private async Task<string?> CodeOfAsync(HttpMethod method, string path, string? form = null, string token = "Bearer sandbox-token", string type = Form)
    {
        var reply = await SendAsync(method, $"marketo/{path}", form is null ? null : Text(form, type), ("Authorization", token));
        reply.Status.ShouldBe(200);
        var answer = Json(reply);
        return answer.GetProperty("success").GetBoolean() ? null : answer.GetProperty("errors")[0].GetProperty("code").GetString();
    }

    private async Task<long> CreateAsync(string name = "Gold")
    {
        var reply = await SendAsync(
            HttpMethod.Post, "marketo/rest/asset/v1/staticLists.json", Text($"folder=%7B%22id%22%3A1034%2C%22type%22%3A%22Folder%22%7D&name={name}", Form), ("Authorization", "Bearer sandbox-token"));
        return Json(reply).GetProperty("result")[0].GetProperty("id").GetInt64();
    }

    [Fact]
    public async Task AnyCall_WithoutItsToken_Is601()
    {
        (await CodeOfAsync(HttpMethod.Get, "rest/v1/leads/describe.json", token: "Bearer other")).ShouldBe("601");
        (await CodeOfAsync(HttpMethod.Get, "rest/v1/leads/describe.json?access_token=sandbox-token", token: "")).ShouldBe("601");
        (await CodeOfAsync(HttpMethod.Get, "rest/v1/leads/describe.json")).ShouldBeNull();
        (await SendAsync(HttpMethod.Post, "marketo/identity/oauth/token", Text("grant_type=client_credentials&client_id=sandbox-client&client_secret=no", Form))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Leads_LookUp_IsChecked()
    {
        var tooMany = string.Join("%2C", Enumerable.Range(1, 301));

        (await CodeOfAsync(HttpMethod.Post, "rest/v1/leads.json", "filterType=crmId&filterValues=1")).ShouldBe("612");
        (await CodeOfAsync(HttpMethod.Post, "rest/v1/leads.json?_method=GET", "filterType=crmId&filterValues=1", type: "application/json")).ShouldBe("612");
        (await CodeOfAsync(HttpMethod.Post, "rest/v1/leads.json?_method=GET", "filterType=firstName&filterValues=1")).ShouldBe("1006");
        (await CodeOfAsync(HttpMethod.Post, "rest/v1/leads.json?_method=GET", $"filterType=crmId&filterValues={tooMany}")).ShouldBe("1003");
        (await CodeOfAsync(HttpMethod.Post, "rest/v1/leads.json?_method=GET", "filterType=crmId&filterValues=1")).ShouldBeNull();
    }

    [Fact]
    public async Task Membership_Change_IsChecked()
    {
        var list = await CreateAsync();
        var tooMany = string.Join('&', Enumerable.Range(1, 301).Select(i => $"id={i}"));

        (await CodeOfAsync(HttpMethod.Post, "rest/v1/lists/99/leads.json?id=1")).ShouldBe("1013");
        (await CodeOfAsync(HttpMethod.Post, $"rest/v1/lists/{list}/leads.json")).ShouldBe("1001");
        (await CodeOfAsync(HttpMethod.Post, $"rest/v1/lists/{list}/leads.json?id=abc")).ShouldBe("1001");
        (await CodeOfAsync(HttpMethod.Post, $"rest/v1/lists/{list}/leads.json?{tooMany}")).ShouldBe("1003");
        (await CodeOfAsync(HttpMethod.Post, $"rest/v1/lists/{list}/leads.json?id=1&id=2")).ShouldBeNull();
        (await CodeOfAsync(HttpMethod.Delete, $"rest/v1/lists/{list}/leads.json?id=1")).ShouldBeNull();

        Sandbox.Platform.Keys($"{list}").ShouldBe(["LEAD:2"]);
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership#get-leads-by-list-id</remarks>
    [Fact]
    public async Task Membership_Listed_HasTheFieldsOfWhoWasLookedUp()
    {
        var list = await CreateAsync();
        var found = await SendAsync(
            HttpMethod.Post, "marketo/rest/v1/leads.json?_method=GET", Text("filterType=crmId&filterValues=C-1%2CC-2%2CC-3&fields=id%2CcrmId", Form), ("Authorization", "Bearer sandbox-token"));
        var ids = Json(found).GetProperty("result").EnumerateArray().Select(l => l.GetProperty("id").GetInt64()).ToList();
        (await CodeOfAsync(HttpMethod.Post, $"rest/v1/lists/{list}/leads.json?{string.Join('&', ids.Select(i => $"id={i}"))}")).ShouldBeNull();
        (await CodeOfAsync(HttpMethod.Get, "rest/v1/lists/99/leads.json")).ShouldBe("1013");
        (await CodeOfAsync(HttpMethod.Get, $"rest/v1/lists/{list}/leads.json?fields=firstName")).ShouldBe("1006");

        var values = new List<string?>();
        var token = "";
        do
        {
            var page = Json(await SendAsync(HttpMethod.Get, $"marketo/rest/v1/lists/{list}/leads.json?fields=id,crmId&batchSize=2{token}", null, ("Authorization", "Bearer sandbox-token")));
            values.AddRange(page.GetProperty("result").EnumerateArray().Select(l => l.GetProperty("crmId").GetString()));
            token = page.TryGetProperty("nextPageToken", out var next) ? $"&nextPageToken={next.GetString()}" : "";
        }
        while (token.Length > 0);

        values.ShouldBe(["C-1", "C-2", "C-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Lists_NamesAndFolders_AreChecked()
    {
        var list = await CreateAsync();
        await CreateAsync("Silver");

        (await CodeOfAsync(HttpMethod.Post, "rest/asset/v1/staticLists.json", "folder=%7B%22id%22%3A1034%2C%22type%22%3A%22Folder%22%7D&name=Gold")).ShouldBe("709");
        (await CodeOfAsync(HttpMethod.Post, "rest/asset/v1/staticLists.json", "folder=%7B%22id%22%3A1%2C%22type%22%3A%22Folder%22%7D&name=New")).ShouldBe("710");
        (await CodeOfAsync(HttpMethod.Post, "rest/asset/v1/staticLists.json", "folder=1034")).ShouldBe("701");
        (await CodeOfAsync(HttpMethod.Post, "rest/asset/v1/staticList/99.json", "name=New")).ShouldBe("702");
        (await CodeOfAsync(HttpMethod.Post, $"rest/asset/v1/staticList/{list}.json", "name=Silver")).ShouldBe("709");
        (await CodeOfAsync(HttpMethod.Post, $"rest/asset/v1/staticList/{list}.json", "name=New")).ShouldBeNull();
    }
}
