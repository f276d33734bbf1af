using System.Globalization;

namespace Activation.Tests.Destinations.Snapchat;

public sealed class SnapchatDoubleTests : StandInTests
{
    private const string Segment = """{"segments":[{"name":"Gold","description":"d","source_type":"FIRST_PARTY","retention_in_days":180,"ad_account_id":"42"}]}""";

    private static readonly string Hash = Member.Hash("a");

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [new("Authorization", "Bearer sandbox-token")];

    private async Task<string> SegmentAsync()
    {
        (await CallAsync("POST", "snapchat/v1/adaccounts/42/segments", Segment)).Status.ShouldBe(200);
        return Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id;
    }

    [Theory]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["HASH"]]}]}""", 200)]
    [InlineData("DELETE", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["HASH"]]}]}""", 200)]
    [InlineData("PATCH", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["HASH"]]}]}""", 404)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256","PHONE_SHA256"],"data":[["HASH","HASH"]]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["HASH"]]},{"schema":["PHONE_SHA256"],"data":[["HASH"]]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL"],"data":[["HASH"]]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":["HASH"]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["jane@example.com"]]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":[]}]}""", 400)]
    [InlineData("POST", """{"users":[{"schema":["EMAIL_SHA256"],"data":[["HASH"]],"type":"ADD"}]}""", 400)]
    [InlineData("POST", "users", 400)]
    public async Task Users_Body_IsReadStrictly(string method, string body, int status)
    {
        var segment = await SegmentAsync();

        (await CallAsync(method, $"snapchat/v1/segments/{segment}/users", body.Replace("HASH", Hash))).Status.ShouldBe(status);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(method == "POST" && status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task Users_TooMany_AreRefused()
    {
        var segment = await SegmentAsync();
        var rows = string.Join(',', Enumerable.Range(0, 100_001).Select(i => $"[\"{i.ToString("x64", CultureInfo.InvariantCulture)}\"]"));

        (await CallAsync("POST", $"snapchat/v1/segments/{segment}/users", $$"""{"users":[{"schema":["EMAIL_SHA256"],"data":[{{rows}}]}]}""")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("""{"segments":[{"name":"Gold","source_type":"FIRST_PARTY","ad_account_id":"42"}]}""")]
    [InlineData("""{"segments":[{"source_type":"FIRST_PARTY","retention_in_days":180,"ad_account_id":"42"}]}""")]
    [InlineData("""{"segments":[{"name":"Gold","source_type":"PIXEL","retention_in_days":180,"ad_account_id":"42"}]}""")]
    [InlineData("""{"segments":[{"name":"Gold","source_type":"FIRST_PARTY","retention_in_days":0,"ad_account_id":"42"}]}""")]
    [InlineData("""{"segments":[{"name":"Gold","source_type":"FIRST_PARTY","retention_in_days":180,"ad_account_id":"43"}]}""")]
    [InlineData("""{"name":"Gold"}""")]
    public async Task Create_Body_IsReadStrictly(string body)
    {
        (await CallAsync("POST", "snapchat/v1/adaccounts/42/segments", body)).Status.ShouldBe(400);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnyCall_WithoutToken_IsRefused() => (await CallAsync("GET", "snapchat/v1/adaccounts/42/segments", headers: [])).Status.ShouldBe(401);

    [Fact]
    public async Task List_LimitOutOfRange_IsRefused() => (await CallAsync("GET", "snapchat/v1/adaccounts/42/segments?limit=10")).Status.ShouldBe(400);

    [Fact]
    public async Task Get_UnknownSegment_IsNotFound() => (await CallAsync("GET", $"snapchat/v1/segments/{Guid.NewGuid()}")).Status.ShouldBe(404);
}
