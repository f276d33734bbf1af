using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Campaign;

/// <summary>What Campaign refuses, the stand-in refuses.</summary>
public sealed class CampaignDoubleTests : DoubleTests
{
    private const string Api = "campaign/sandbox/campaign/profileAndServices";

    private async Task<(int Status, string Body)> CallAsync(HttpMethod method, string path, string? body = null, string token = "Bearer sandbox-token", string key = "sandbox-client", string type = "application/json")
    {
        var reply = await SendAsync(method, path, body is null ? null : Text(body, type), ("Authorization", token), ("X-Api-Key", key));
        return (reply.Status, System.Text.Encoding.UTF8.GetString(reply.Body));
    }

    [Fact]
    public async Task AnyCall_WithoutTokenOrKey_IsRefused()
    {
        (await CallAsync(HttpMethod.Get, $"{Api}/service", token: "Bearer other")).Status.ShouldBe(401);
        (await CallAsync(HttpMethod.Get, $"{Api}/service", key: "other")).Status.ShouldBe(401);
        (await CallAsync(HttpMethod.Get, $"{Api}/service")).Status.ShouldBe(200);
        (await CallAsync(HttpMethod.Get, "campaign/other/campaign/profileAndServices/service")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"label":"Gold","messageType":"email"}""")]
    [InlineData("""{"name":"gold","messageType":"email"}""")]
    [InlineData("""{"name":"gold","label":"Gold"}""")]
    [InlineData("[]")]
    public async Task Service_Incomplete_IsNotMade(string body)
    {
        (await CallAsync(HttpMethod.Post, $"{Api}/service", body)).Status.ShouldBe(400);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/experience-cloud/campaign/apis/limitations</remarks>
    [Fact]
    public async Task V8_FilterAndUnknownKeys_AreAsItsDocumentsSay()
    {
        const string V8 = "campaign/sandbox-v8/campaign/profileAndServices";
        (await CallAsync(HttpMethod.Post, $"{V8}/service", """{"name":"gold","label":"Gold","messageType":"email"}""")).Status.ShouldBe(201);
        var service = $"@service{Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id}";

        (await CallAsync(HttpMethod.Get, $"{V8}Ext/profile/emailHash?emailHash_parameter=ab")).Body.ShouldContain("content");
        (await CallAsync(HttpMethod.Get, $"{V8}Ext/profile/byEmailHash?emailHash_parameter=ab")).Body.ShouldNotContain("content");
        (await CallAsync(HttpMethod.Post, $"{V8}/profile/@65787465726e616c49643a31/subscriptions/", """{"service":{"PKey":"@service9"}}""")).Status.ShouldBe(404);
        (await CallAsync(HttpMethod.Delete, $"{Api}/service/{service}")).Status.ShouldBe(404, "it is another organization's");
        (await CallAsync(HttpMethod.Delete, $"{V8}/service/{service}")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Subscription_Change_IsChecked()
    {
        (await CallAsync(HttpMethod.Post, $"{Api}/service", """{"name":"gold","label":"Gold","messageType":"email"}""")).Status.ShouldBe(201);
        (await CallAsync(HttpMethod.Post, $"{Api}/service", """{"name":"gold","label":"Again","messageType":"email"}""")).Status.ShouldBe(400);
        var service = $"@service{Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id}";
        var subscriptions = $"{Api}/profile/@65787465726e616c49643a31/subscriptions/";
        var subscribe = $$"""{"service":{"PKey":"{{service}}"} }""";

        (await CallAsync(HttpMethod.Post, subscriptions, """{"service":{"PKey":"@service9"}}""")).Status.ShouldBe(400);
        (await CallAsync(HttpMethod.Post, subscriptions, subscribe, type: "text/plain")).Status.ShouldBe(400);
        (await CallAsync(HttpMethod.Post, $"{Api}/profile/1/subscriptions/", subscribe)).Status.ShouldBe(400);
        (await CallAsync(HttpMethod.Post, subscriptions, subscribe)).Status.ShouldBe(201);
        (await CallAsync(HttpMethod.Post, subscriptions, subscribe)).Status.ShouldBe(400);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(1);

        (await CallAsync(HttpMethod.Delete, $"{Api}/service/{service}/subscriptions/@00")).Status.ShouldBe(404);
        (await CallAsync(HttpMethod.Delete, $"{Api}/service/{service}/subscriptions/@65787465726e616c49643a31")).Status.ShouldBe(204);
        (await CallAsync(HttpMethod.Patch, $"{Api}/service/{service}", "{}")).Status.ShouldBe(400);
        (await CallAsync(HttpMethod.Delete, $"{Api}/service/{service}")).Status.ShouldBe(204);
        (await CallAsync(HttpMethod.Delete, $"{Api}/service/{service}")).Status.ShouldBe(404);
    }
}
