using System.Globalization;

namespace Activation.Tests.Destinations.Amazon;

public sealed class AmazonDoubleTests : StandInTests
{
    private const string MediaType = "application/vnd.amcaudiences.v1+json";
    private const string Consent = """{"geo":{"countryCode":"DE"},"consent":{"amzn":{"amznAdStorage":"GRANTED","amznUserData":"GRANTED"}}}""";

    private static readonly string Hash = Member.Hash("a");

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [new("Authorization", "Bearer sandbox-token"), new("Amazon-Advertising-API-ClientId", "sandbox-client")];

    private async Task<string> AudienceAsync()
    {
        (await CallAsync("POST", "amazon/amc/audiences/metadata", """{"name":"Gold members","description":"d","targetResource":{"advertiserId":42},"countryCode":"DE","metadata":{"externalAudienceId":"1"}}""", MediaType))
            .Status.ShouldBe(201);
        return Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id;
    }

    [Theory]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[{"email":"HASH"}]}]}""", 202)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"DE","action":"CREATE","hashedPII":[{"email":"HASH"}],"userConsent":CONSENT}]}""", 202)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"DE","action":"CREATE","hashedPII":[{"email":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":"AUDIENCE","records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[{"email":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":7,"records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[{"email":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C 1","countryCode":"US","action":"CREATE","hashedPII":[{"email":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"US","action":"ADD","hashedPII":[{"email":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[{"email":"jane@example.com"}]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[{"mail":"HASH"}]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[{"externalUserId":"C-1","countryCode":"US","action":"CREATE","hashedPII":[]}]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE,"records":[]}""", 400)]
    [InlineData("""{"audienceId":AUDIENCE}""", 400)]
    public async Task Records_Body_IsReadStrictly(string body, int status)
    {
        var audience = await AudienceAsync();

        (await CallAsync("POST", "amazon/amc/audiences/records", body.Replace("HASH", Hash).Replace("AUDIENCE", audience).Replace("CONSENT", Consent), MediaType)).Status.ShouldBe(status);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(status == 202 ? 1 : 0);
    }

    [Fact]
    public async Task Records_TooMany_AreRefused()
    {
        var audience = await AudienceAsync();
        var records = string.Join(',', Enumerable.Range(0, 6_001).Select(i =>
            $$$"""{"externalUserId":"{{{i.ToString(CultureInfo.InvariantCulture)}}}","countryCode":"US","action":"CREATE","hashedPII":[{"email":"{{{Hash}}}"}]}"""));

        (await CallAsync("POST", "amazon/amc/audiences/records", $$"""{"audienceId":{{audience}},"records":[{{records}}]}""", MediaType)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("""{"name":"Gold","description":"d","targetResource":{"advertiserId":42},"metadata":{"externalAudienceId":"1"}}""")]
    [InlineData("""{"name":"Gold (members)","description":"d","targetResource":{"advertiserId":42},"metadata":{"externalAudienceId":"1"}}""")]
    [InlineData("""{"name":"Gold members","description":"d","targetResource":{"advertiserId":"42"},"metadata":{"externalAudienceId":"1"}}""")]
    [InlineData("""{"name":"Gold members","description":"d","targetResource":{"advertiserId":42},"metadata":{}}""")]
    [InlineData("""{"name":"Gold members","targetResource":{"advertiserId":42},"metadata":{"externalAudienceId":"1"}}""")]
    public async Task Metadata_Body_IsReadStrictly(string body) => (await CallAsync("POST", "amazon/amc/audiences/metadata", body, MediaType)).Status.ShouldBe(400);

    [Fact]
    public async Task AnyCall_OtherHeaders_AreRefused()
    {
        (await CallAsync("GET", "amazon/v2/profiles")).Status.ShouldBe(200);
        (await CallAsync("GET", "amazon/v2/profiles", headers: [new("Authorization", "Bearer sandbox-token")])).Status.ShouldBe(401);
        (await CallAsync("GET", "amazon/v2/profiles", headers: [new("Amazon-Advertising-API-ClientId", "sandbox-client")])).Status.ShouldBe(401);
        (await CallAsync("POST", "amazon/amc/audiences/records", "{}")).Status.ShouldBe(415);
    }
}
