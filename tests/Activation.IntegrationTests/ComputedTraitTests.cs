using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

/// <summary>Computed traits through the API: defined, asked for, shown, protected while they are in use.</summary>
public sealed class ComputedTraitTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Traits_DefinedAskedForAndInUse_AnswerAsDocumented()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var api = scenario.Api;
        await ImportAsync(scenario);

        await PutAsync(api, "spent_90d", """{"event": "Purchase", "where": [{"property": "value", "op": "gt", "value": 0}], "measure": "sum", "property": "value", "within": "90d"}""");
        await PutAsync(api, "favourite", """{"event": "Purchase", "measure": "mostFrequent", "property": "category"}""");
        await PutAsync(api, "categories", """{"event": "Purchase", "measure": "uniqueList", "property": "category"}""");
        await PutAsync(api, "purchases", """{"event": "Purchase", "measure": "count"}""");
        await api.PutAsync("/api/segments/spenders", new { rule = new { trait = "spent_90d", op = "gte", value = 500 } });
        await api.PutAsync("/api/segments/hats", new { rule = new { trait = "categories", op = "contains", value = "Hats" } });
        await api.PutAsync("/api/segments/none", new { rule = new { trait = "purchases", op = "eq", value = 0 } });

        (await CountAsync(api, "spenders"), await CountAsync(api, "hats"), await CountAsync(api, "none")).ShouldBe((1, 2, 1));
        var person = (await api.PostAsync("/api/profiles/lookup", new { customerId = "C-1" })).Items().ShouldHaveSingleItem().GetProperty("traits");
        (person.GetProperty("spent_90d").GetDouble(), person.Text("favourite"), person.GetProperty("purchases").GetDouble(), person.Text("tier")).ShouldBe((600, "Hats", 4, "Gold"));
        person.GetProperty("categories").EnumerateArray().Select(c => c.GetString()).ShouldBe(["Hats", "Shoes"]);
        var listed = (await api.GetAsync("/api/traits")).Items().ToDictionary(t => t.Text("name"), t => (t.Text("kind"), t.Text("type")));
        listed.ShouldBe(
            new Dictionary<string, (string, string)>
            {
                ["categories"] = ("computed", "list of string"),
                ["favourite"] = ("computed", "string"),
                ["purchases"] = ("computed", "number"),
                ["spent_90d"] = ("computed", "number"),
                ["tier"] = ("imported", "string"),
            },
            ignoreOrder: true);

        await ShouldBeInUseAsync(api, HttpMethod.Delete, "/api/traits/spent_90d", null, "segment/spenders");
        await ShouldBeInUseAsync(api, HttpMethod.Put, "/api/traits/Spent_90D", """{"event": "Purchase", "measure": "sum", "property": "value"}""", "segment/spenders");
        await PutAsync(api, "favourite", """{"event": "Purchase", "measure": "mostFrequent", "property": "category", "within": "30d"}""");
        await api.PutAsync("/api/destinations/csv", new { type = "file" });
        await api.PutAsync("/api/syncs/told", new { segment = "hats", destination = "csv", traits = new[] { "Favourite" } });
        await ShouldBeInUseAsync(api, HttpMethod.Delete, "/api/traits/favourite", null, "sync/told");
        (await TryAsync(api, HttpMethod.Put, "/api/syncs/told", """{"segment": "hats", "destination": "csv", "valueTrait": "favourite"}""")).ShouldBe((HttpStatusCode.BadRequest, "typeMismatch"));
        await api.DeleteAsync("/api/syncs/told");
        await api.DeleteAsync("/api/traits/favourite");
        (await TryAsync(api, HttpMethod.Get, "/api/traits/favourite")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await TryAsync(api, HttpMethod.Delete, "/api/traits/tier")).Code.ShouldBe("traitIsImported");
        (await TryAsync(api, HttpMethod.Put, "/api/traits/tier", """{"event": "Purchase", "measure": "count"}""")).ShouldBe((HttpStatusCode.Conflict, "traitIsImported"));
        (await TryAsync(api, HttpMethod.Put, "/api/traits/new", """{"event": "Purchase", "measure": "sum", "property": "category"}""")).ShouldBe((HttpStatusCode.BadRequest, "typeMismatch"));

        var receipt = await api.ImportAsync(Scenario.Source, "again.csv", "customer_id,tier,spent_90d\nC-1,Gold,7\n");
        var column = receipt.GetProperty("columns").EnumerateArray().Single(c => c.Text("column") == "spent_90d");
        (column.Text("target"), column.Text("reason")).ShouldBe(("ignored", "computedTrait"));
        (await CountAsync(api, "spenders")).ShouldBe(1);
    }

    [Fact]
    public async Task Traits_ImportedAndExpiring_SayForHowLong()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var api = scenario.Api;
        await ImportAsync(scenario);

        (await PutAsync(api, "tier", """{"expiresAfter": "30d", "expiry": "adobeDays"}""")).Text("expiresAfter").ShouldBe("30d");

        (await api.GetAsync("/api/traits/TIER")).Text("expiry").ShouldBe("adobeDays");
        (await TryAsync(api, HttpMethod.Put, "/api/traits/tier", """{"expiresAfter": "36h", "expiry": "adobeDays"}""")).Code.ShouldBe("invalidDuration");
        (await TryAsync(api, HttpMethod.Put, "/api/traits/unheard", """{"expiresAfter": "30d"}""")).ShouldBe((HttpStatusCode.NotFound, "traitNotFound"));
        (await TryAsync(api, HttpMethod.Put, "/api/sources/web", """{"kind": "events", "expiresAfter": "30d"}""")).Code.ShouldBe("expiryWithoutTraits");
        (await PutAsync(api, "tier", "{}")).TryGetProperty("expiresAfter", out _).ShouldBeFalse();
        await api.PutAsync($"/api/sources/{Scenario.Source}", new { expiresAfter = "90d" });
        (await api.GetAsync($"/api/sources/{Scenario.Source}")).Text("expiresAfter").ShouldBe("90d");
    }

    private static async Task ImportAsync(Scenario scenario)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new { kind = "crm" });
        await scenario.Api.PutAsync("/api/sources/web", new { kind = "events" });
        await scenario.ImportAsync("people.csv", "customer_id,email,tier\nC-1,ada@example.com,Gold\nC-2,bob@example.org,Silver\nC-3,eve@example.net,Gold\n");
        var events = new StringBuilder("event,customer_id,timestamp,event_id,value,category\n");
        foreach (var (id, person, value, category) in new[] { (1, "C-1", 200, "Hats"), (2, "C-1", 150, "Shoes"), (3, "C-1", 150, "Shoes"), (4, "C-1", 100, "Hats"), (5, "C-2", 90, "Hats") })
        {
            events.Append(CultureInfo.InvariantCulture, $"Purchase,{person},{day},e-{id},{value},{category}\n");
        }

        (await scenario.Api.ImportAsync("web", "events.csv", events.ToString())).Text("state").ShouldBe("completed");
    }

    private static async Task<int> CountAsync(ApiClient api, string segment) => (int)(await api.GetAsync($"/api/segments/{segment}/preview")).Number("count");

    private static Task<JsonElement> PutAsync(ApiClient api, string trait, string body) => api.PutAsync($"/api/traits/{trait}", JsonSerializer.Deserialize<JsonElement>(body));

    private static async Task ShouldBeInUseAsync(ApiClient api, HttpMethod method, string path, string? body, string reference)
    {
        using var content = body is null ? null : JsonContent.Create(JsonSerializer.Deserialize<JsonElement>(body));
        var (status, text) = await api.TryAsync(method, path, content);
        status.ShouldBe(HttpStatusCode.Conflict);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.Text("code").ShouldBe("traitInUse");
        problem.GetProperty("references").EnumerateArray().Select(r => r.GetString()).ShouldBe([reference]);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> TryAsync(ApiClient api, HttpMethod method, string path, string? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(JsonSerializer.Deserialize<JsonElement>(body));
        var (status, text) = await api.TryAsync(method, path, content);
        return (status, JsonSerializer.Deserialize<JsonElement>(text).Text("code"));
    }
}
