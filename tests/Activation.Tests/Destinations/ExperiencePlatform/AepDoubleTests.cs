using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.ExperiencePlatform;

/// <summary>What Experience Platform refuses, the stand-in refuses.</summary>
public sealed class AepDoubleTests : DoubleTests
{
    private const string Batches = "experienceplatform/collection/batch/9b0cb233972f3b0092992284c7353f5eead496218e8441a79b25e9421ea127f5";

    private const string Message =
        """
        {"header":{"schemaRef":{"id":"https://ns.adobe.com/sandbox/schemas/1","contentType":"application/vnd.adobe.xed-full+json;version=1"},"imsOrgId":"5DC5123F5245B1D20A490D46@AdobeOrg","datasetId":"5e30d7986c0cc218a85cee65"},
         "body":{"xdmMeta":{"schemaRef":{"id":"https://ns.adobe.com/sandbox/schemas/1","contentType":"application/vnd.adobe.xed-full+json;version=1"}},
                 "xdmEntity":{"identityMap":{"ECID":[{"id":"08382830887934830189014177072406221371","primary":true}]},
                              "segmentMembership":{"Activation":{"gold":{"lastQualificationTime":"2026-11-24T06:00:00Z","validUntil":"2027-11-24T06:00:00Z","status":"realized"}}}}}}
        """;

    private Task<Activation.Destinations.HttpReply> PostAsync(string body, string token = "Bearer sandbox-token", string path = Batches, string type = "application/json") =>
        SendAsync(HttpMethod.Post, path, Text(body, type), ("Authorization", token));

    [Fact]
    public async Task Batch_Envelope_IsCheckedAsDocumented()
    {
        var good = $$"""{"messages":[{{Message}}]}""";

        (await PostAsync(good, token: "")).Status.ShouldBe(401);
        (await PostAsync(good, token: "Bearer other")).Status.ShouldBe(403);
        (await PostAsync(good, path: "experienceplatform/collection/batch/other")).Status.ShouldBe(404);
        (await PostAsync(good, type: "text/plain")).Status.ShouldBe(400);
        (await PostAsync("{}")).Status.ShouldBe(400);
        (await PostAsync(good + new string(' ', 1024 * 1024))).Status.ShouldBe(413);
        (await PostAsync(good)).Status.ShouldBe(207);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Keys.ShouldBe(1);
    }

    [Theory]
    [InlineData("sandbox-token", "sandbox-client", "5DC5123F5245B1D20A490D46@AdobeOrg", "prod", "-createdAt", 200)]
    [InlineData("other", "sandbox-client", "5DC5123F5245B1D20A490D46@AdobeOrg", "prod", "-createdAt", 401)]
    [InlineData("sandbox-token", "other", "5DC5123F5245B1D20A490D46@AdobeOrg", "prod", "-createdAt", 403)]
    [InlineData("sandbox-token", "sandbox-client", "other", "prod", "-createdAt", 403)]
    [InlineData("sandbox-token", "sandbox-client", "5DC5123F5245B1D20A490D46@AdobeOrg", "", "-createdAt", 403)]
    [InlineData("sandbox-token", "sandbox-client", "5DC5123F5245B1D20A490D46@AdobeOrg", "prod", "latest", 400)]
    public async Task Runs_HeadersAndOrder_AreChecked(string token, string key, string organization, string sandbox, string order, int status) => (await SendAsync(
        HttpMethod.Get, $"experienceplatform/data/foundation/flowservice/runs?property=flowId==c9cef9cb-c934-4467-8ef9-cbc934546741&orderby={order}", null,
        ("Authorization", $"Bearer {token}"), ("x-api-key", key), ("x-gw-ims-org-id", organization), ("x-sandbox-name", sandbox))).Status.ShouldBe(status);

    [Theory]
    [InlineData("5DC5123F5245B1D20A490D46@AdobeOrg", "6DC@AdobeOrg")]
    [InlineData("schemas/1\"", "schemas/2\"")]
    [InlineData("version=1", "version=2")]
    [InlineData("5e30d7986c0cc218a85cee65", "5e30")]
    [InlineData("\"ECID\"", "\"UNKNOWN\"")]
    [InlineData("08382830887934830189014177072406221371", "1")]
    [InlineData("\"primary\":true", "\"primary\":false")]
    [InlineData("realized", "existing")]
    [InlineData("2026-11-24T06:00:00Z", "yesterday")]
    [InlineData("\"body\"", "\"other\"")]
    public async Task Batch_WrongMessage_IsRefusedAndTheOtherTaken(string part, string wrong)
    {
        var good = Message.Replace("6221371", "6221372", StringComparison.Ordinal);
        var reply = await PostAsync($$"""{"messages":[{{Message.Replace(part, wrong, StringComparison.Ordinal)}},{{good}}]}""");

        var responses = Json(reply).GetProperty("responses");
        (reply.Status, responses[0].GetProperty("statusCode").GetInt32(), responses[1].TryGetProperty("xactionId", out _)).ShouldBe((207, 400, true));
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Keys.ShouldBe(1);
    }
}
