using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.HttpPush;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.HttpPush;

public sealed class HttpPushSettingsTests
{
    [Theory]
    [InlineData("""{}""", "settings.url")]
    [InlineData("""{"url":"http://partner.example.com/users"}""", "settings.url")]
    [InlineData("""{"url":"https://user:pass@partner.example.com/users"}""", "settings.url")]
    [InlineData("""{"url":"https://partner.example.com/","usersPerRequest":0}""", "settings.usersPerRequest")]
    [InlineData("""{"url":"https://partner.example.com/","usersPerRequest":101}""", "settings.usersPerRequest")]
    [InlineData("""{"url":"https://partner.example.com/","segmentIds":"gold"}""", "settings.segmentIds")]
    [InlineData("""{"url":"https://partner.example.com/","segmentIds":"gold=1,silver=1"}""", "settings.segmentIds")]
    [InlineData("""{"url":"https://partner.example.com/","segmentIds":"gold=1,gold=2"}""", "settings.segmentIds")]
    [InlineData("""{"url":"https://partner.example.com/","signatureHeader":"X Signature"}""", "settings.signatureHeader")]
    [InlineData("""{"url":"https://partner.example.com/","tokenUrl":"https://partner.example.com/token"}""", "secret.oauthClientId")]
    [InlineData("""{"url":"https://partner.example.com/","tokenUrl":"http://partner.example.com/token"}""", "settings.tokenUrl")]
    public void Validate_WrongSetting_NamesIt(string settings, string path) => Problem(settings, []).Path.ShouldBe(path);

    [Theory]
    [InlineData("oauthClientId", "client-7", "settings.tokenUrl")]
    [InlineData("previousSigningSecret", "short", "secret.previousSigningSecret")]
    [InlineData("clientCertificate", "nothing of the kind", "secret.clientCertificate")]
    [InlineData("clientCertificate", "bm90IGEgUEZY", "secret.clientCertificate")]
    [InlineData("clientCertificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "secret.clientCertificate")]
    public void Validate_WrongSecret_NamesItAndNotItsValue(string field, string value, string path)
    {
        var problem = Problem("""{"url":"https://partner.example.com/"}""", new() { [field] = value });

        problem.Path.ShouldBe(path);
        problem.Message.ShouldNotContain(value);
    }

    [Fact]
    public void Address_WithApiBaseUrl_KeepsThePathBehindIt() =>
        new HttpPushSettings(Account("""{"url":"https://partner.example.com/aam/users?v=1","apiBaseUrl":"http://127.0.0.1:7072/httppush"}""", []))
            .Address.AbsoluteUri.ShouldBe("http://127.0.0.1:7072/httppush/aam/users?v=1");

    private static ProblemException Problem(string settings, Dictionary<string, string> secret)
    {
        var http = new DestinationHttp(new NoClients());
        return Should.Throw<ProblemException>(() => new HttpPushDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System).Validate(Account(settings, secret)));
    }

    private static DestinationAccount Account(string settings, Dictionary<string, string> secret)
    {
        secret["signingSecret"] = "signing-secret";
        return new(new DestinationId("push"), JsonElement.Parse(settings), secret);
    }
}
