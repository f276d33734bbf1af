using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Adobe;
using Activation.Destinations.ExperiencePlatform;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.ExperiencePlatform;

public sealed class AepBodyTests
{
    private const string Settings =
        """{"organizationId":"ORG@AdobeOrg","inletId":"abc","schemaId":"https://ns.adobe.com/tenant/schemas/7","datasetId":"5e30","flowId":"d5262d48","audienceNamespace":"CRM","validDays":"30"}""";

    private static DestinationAccount Account(string settings, string secret = """{"clientId":"c","clientSecret":"s"}""") => new(
        new DestinationId("aep"), JsonDocument.Parse(settings).RootElement, JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    private static string Write(BatchOperation operation, MemberIdentity identity) => Encoding.UTF8.GetString(AepBody.Write(
        new AepSettings(Account(Settings)),
        new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "gold", "Gold", operation, [], new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero)), [identity]));

    /// <remarks>
    /// The envelope of https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages with the map of
    /// https://experienceleague.adobe.com/en/docs/experience-platform/xdm/field-groups/profile/segmentation
    /// </remarks>
    [Theory]
    [InlineData(BatchOperation.Add, "email", "ab", "Email_LC_SHA256", "ab", """{"lastQualificationTime":"2026-11-24T06:00:00Z","validUntil":"2026-12-24T06:00:00Z","status":"realized"}""")]
    [InlineData(BatchOperation.Remove, "idfa", "aebe52e7-03ee-455a-b3c4-e57283966239", "IDFA", "AEBE52E7-03EE-455A-B3C4-E57283966239", """{"lastQualificationTime":"2026-11-24T06:00:00Z","status":"exited"}""")]
    [InlineData(BatchOperation.Remove, "gaid", "e4fe9bde-caa0-47b6-908d-ffba3fa184f2", "GAID", "e4fe9bde-caa0-47b6-908d-ffba3fa184f2", """{"lastQualificationTime":"2026-11-24T06:00:00Z","status":"exited"}""")]
    public void Write_Message_IsAsDocumented(BatchOperation operation, string identifier, string value, string space, string id, string membership)
    {
        const string schema = """{"id":"https://ns.adobe.com/tenant/schemas/7","contentType":"application/vnd.adobe.xed-full+json;version=1"}""";
        var expected = """
            {"messages":[{
              "header":{"schemaRef":SCHEMA,"imsOrgId":"ORG@AdobeOrg","datasetId":"5e30","flowId":"d5262d48","createdAt":1795500000000},
              "body":{"xdmMeta":{"schemaRef":SCHEMA},
                      "xdmEntity":{"identityMap":{"SPACE":[{"id":"ID","primary":true}]},"segmentMembership":{"CRM":{"gold":MEMBERSHIP}}}}}]}
            """.Replace("SCHEMA", schema).Replace("SPACE", space).Replace("\"ID\"", $"\"{id}\"").Replace("MEMBERSHIP", membership);

        JsonNode.DeepEquals(JsonNode.Parse(Write(operation, new MemberIdentity(0, identifier, value))), JsonNode.Parse(expected)).ShouldBeTrue();
    }

    [Fact]
    public void Settings_WithDefaults_AreAdobesAddresses()
    {
        var settings = new AepSettings(Account(Settings));

        settings.Batches.AbsoluteUri.ShouldBe("https://dcs.adobedc.net/collection/batch/abc");
        settings.Credential.Token.Address.AbsoluteUri.ShouldBe("https://ims-na1.adobelogin.com/ims/token/v3");
    }

    /// <remarks>https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims</remarks>
    [Fact]
    public async Task Token_Request_IsAsDocumented()
    {
        var content = new AepSettings(Account(Settings)).Credential.Token.Content(DateTimeOffset.UnixEpoch);

        (await content.ReadAsStringAsync()).ShouldBe(
            "grant_type=client_credentials&client_id=c&client_secret=s&scope=openid%2CAdobeID%2Cread_organizations%2Cadditional_info.projectedProductContext%2Csession");
    }

    [Theory]
    [InlineData("organizationId", "\"ORG\"")]
    [InlineData("inletId", "\"a/b\"")]
    [InlineData("schemaId", "\"https://example.com/1\"")]
    [InlineData("datasetId", "\"\"")]
    [InlineData("validDays", "\"0\"")]
    [InlineData("imsBaseUrl", "\"http://ims.example.com\"")]
    [InlineData("colour", "1")]
    public void Validate_WrongSetting_NamesItsPath(string setting, string value)
    {
        var settings = JsonNode.Parse(Settings)!.AsObject();
        settings[setting] = JsonNode.Parse(value);
        var http = new DestinationHttp(new NoClients());

        Should.Throw<ProblemException>(() => new AepDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System).Validate(Account(settings.ToJsonString()))).Path.ShouldBe($"settings.{setting}");
    }
}
