using System.Text.Json;

namespace Activation.Tests.Destinations.TikTok;

public sealed class TikTokDoubleTests : StandInTests
{
    private static readonly string Hash = Member.Hash("a");

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [new("Access-Token", "sandbox-token")];

    private async Task<int> CodeAsync(string method, string path, string? body, string contentType = "application/json", IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        var (status, text) = await CallAsync(method, $"tiktok/open_api/v1.3/{path}", body, contentType, headers);
        status.ShouldBe(200);
        return JsonDocument.Parse(text).RootElement.GetProperty("code").GetInt32();
    }

    private async Task<string> AudienceAsync()
    {
        (await CodeAsync("POST", "segment/audience/", """{"advertiser_id":"42","action":"create","custom_audience_name":"Gold"}""")).ShouldBe(0);
        return Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id;
    }

    [Theory]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 0)]
    [InlineData("""{"advertiser_ids":["42"],"id_schema":["email_sha256","PHONE_SHA256"],"batch_data":[[{},{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 0)]
    [InlineData("""{"advertiser_ids":["43"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["1"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"remove","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256","EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]},{}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256","PHONE_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"jane@example.com","audience_ids":["AUDIENCE"]}]]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[]}""", 40002)]
    [InlineData("""{"advertiser_ids":["42"],"action":"add","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"HASH","audience_ids":["AUDIENCE"]}]],"dry_run":true}""", 40002)]
    [InlineData("""[]""", 40000)]
    public async Task Mapping_Body_IsReadStrictly(string body, int code)
    {
        var audience = await AudienceAsync();

        (await CodeAsync("POST", "segment/mapping/", body.Replace("HASH", Hash).Replace("AUDIENCE", audience))).ShouldBe(code);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(code == 0 ? 1 : 0);
    }

    [Fact]
    public async Task AnyCall_WithoutTokenOrWithAnother_IsRefused()
    {
        (await CodeAsync("GET", "dmp/custom_audience/list/?advertiser_id=42&page=1&page_size=10", null, headers: [])).ShouldBe(40104);
        (await CodeAsync("GET", "dmp/custom_audience/list/?advertiser_id=42&page=1&page_size=10", null, headers: [new("Access-Token", "x")])).ShouldBe(40105);
        (await CodeAsync("GET", "dmp/custom_audience/list/?advertiser_id=42&page=1&page_size=10", null, headers: [new("Authorization", "Bearer sandbox-token")])).ShouldBe(40104);
    }

    [Theory]
    [InlineData("""{"advertiser_id":"42","action":"create"}""", 40002)]
    [InlineData("""{"action":"create","custom_audience_name":"Gold"}""", 40002)]
    [InlineData("""{"advertiser_id":"42","action":"make","custom_audience_name":"Gold"}""", 40002)]
    [InlineData("""{"advertiser_id":"42","action":"delete","delete_audience_id":"1"}""", 40007)]
    public async Task Audience_Body_IsReadStrictly(string body, int code)
    {
        (await CodeAsync("POST", "segment/audience/", body)).ShouldBe(code);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Audience_LongName_IsCut()
    {
        await CodeAsync("POST", "segment/audience/", $$"""{"advertiser_id":"42","custom_audience_name":"{{new string('x', 71)}}"}""");

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe($"{new string('x', 67)}...");
    }

    [Fact]
    public async Task List_PageOutOfRange_IsRefused() => (await CodeAsync("GET", "dmp/custom_audience/list/?advertiser_id=42&page=1&page_size=101", null)).ShouldBe(40002);

    [Fact]
    public async Task Mapping_OtherContentType_IsRefused() => (await CodeAsync("POST", "segment/mapping/", "{}", "text/plain")).ShouldBe(40000);
}
