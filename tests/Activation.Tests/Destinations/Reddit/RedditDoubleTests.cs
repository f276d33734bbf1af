using System.Globalization;

namespace Activation.Tests.Destinations.Reddit;

public sealed class RedditDoubleTests : StandInTests
{
    private static readonly string Hash = Member.Hash("a");

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [new("Authorization", "Bearer sandbox-token")];

    private async Task<string> AudienceAsync()
    {
        (await CallAsync("POST", "reddit/api/v3/ad_accounts/t2_1/custom_audiences", """{"data":{"name":"Gold","type":"CUSTOMER_LIST"}}""")).Status.ShouldBe(200);
        return Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id;
    }

    [Theory]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[["HASH"]]}}""", 200)]
    [InlineData("POST", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[["HASH"]]}}""", 404)]
    [InlineData("PATCH", """{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[["HASH"]]}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"DELETE","column_order":["EMAIL_SHA256"],"user_data":[["HASH"]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["PHONE_SHA256"],"user_data":[["HASH"]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256","EMAIL_SHA256"],"user_data":[["HASH","HASH"]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256","MAID_SHA256"],"user_data":[["HASH"]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256","MAID_SHA256"],"user_data":[["HASH",""]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[["jane@example.com"]]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[]}}""", 400)]
    [InlineData("PATCH", """{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[["HASH"]],"replace":true}}""", 400)]
    public async Task Users_Body_IsReadStrictly(string method, string body, int status)
    {
        var audience = await AudienceAsync();

        (await CallAsync(method, $"reddit/api/v3/custom_audiences/{audience}/users", body.Replace("HASH", Hash))).Status.ShouldBe(status);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task Users_TooMany_AreRefused()
    {
        var audience = await AudienceAsync();
        var rows = string.Join(',', Enumerable.Range(0, 2_501).Select(i => $"[\"{i.ToString("x64", CultureInfo.InvariantCulture)}\"]"));

        (await CallAsync("PATCH", $"reddit/api/v3/custom_audiences/{audience}/users", $$$"""{"data":{"action_type":"ADD","column_order":["EMAIL_SHA256"],"user_data":[{{{rows}}}]}}"""))
            .Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("""{"data":{"name":"Gold"}}""")]
    [InlineData("""{"data":{"name":"Gold","type":"LIST"}}""")]
    [InlineData("""{"data":{"name":"","type":"CUSTOMER_LIST"}}""")]
    [InlineData("""{"data":{"name":"Gold","type":"CUSTOMER_LIST","description":"d"}}""")]
    public async Task Create_Body_IsReadStrictly(string body) =>
        (await CallAsync("POST", "reddit/api/v3/ad_accounts/t2_1/custom_audiences", body)).Status.ShouldBe(400);

    [Fact]
    public async Task AnyCall_WithoutToken_IsRefused() => (await CallAsync("GET", "reddit/api/v3/ad_accounts/t2_1/custom_audiences", headers: [])).Status.ShouldBe(401);

    [Fact]
    public async Task Token_WithoutTheClientsCredentials_IsRefused() =>
        (await CallAsync("POST", "reddit/api/v1/access_token", "grant_type=refresh_token&refresh_token=sandbox-refresh-token", "application/x-www-form-urlencoded", [])).Status.ShouldBe(400);
}
