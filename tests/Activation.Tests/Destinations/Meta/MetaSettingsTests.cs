using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.Meta;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaSettingsTests
{
    private static readonly MetaDestination Destination = new(new DestinationHttp(new NoClients()), TimeProvider.System);

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);

    private static DestinationAccount Account(string settings, string secret = """{"accessToken":"token-of-mine"}""") => new(
        new DestinationId("meta"), JsonDocument.Parse(settings).RootElement, JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    [Theory]
    [InlineData("""{}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":42}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"act_"}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"42","apiVersion":"25"}""", "settings.apiVersion")]
    [InlineData("""{"adAccountId":"42","apiBaseUrl":"graph"}""", "settings.apiBaseUrl")]
    [InlineData("""{"adAccountId":"42","apiBaseUrl":"http://graph.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"adAccountId":"42","customerFileSource":"ME"}""", "settings.customerFileSource")]
    [InlineData("""{"adAccountId":"42","adAccount":"42"}""", "settings.adAccount")]
    [InlineData("""[]""", "settings")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path)
    {
        var problem = Should.Throw<ProblemException>(() => Destination.Validate(Account(settings)));

        problem.Status.ShouldBe(400);
        problem.Path.ShouldBe(path);
        problem.Message.ShouldStartWith(path);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"accessToken":""}""")]
    [InlineData("""{"accessToken":"line\nbreak"}""")]
    public void Validate_WrongToken_NamesTheFieldAndNotTheValue(string secret)
    {
        var problem = Should.Throw<ProblemException>(() => Destination.Validate(Account("""{"adAccountId":"42"}""", secret)));

        problem.Path.ShouldBe("secret.accessToken");
        problem.Message.ShouldNotContain("break");
    }

    [Theory]
    [InlineData("42")]
    [InlineData("act_42")]
    public void Address_WithDefaults_IsTheVersionedGraph(string account)
    {
        var settings = new MetaSettings(Account($$"""{"adAccountId":"{{account}}"}"""), At);

        settings.Address($"{settings.AdAccount}/customaudiences?fields=id").AbsoluteUri.ShouldBe("https://graph.facebook.com/v25.0/act_42/customaudiences?fields=id");
    }

    [Fact]
    public void Address_WithAppSecret_CarriesTheProof()
    {
        // HMAC-SHA256 of "token-of-mine|1764000000" with the key "app-secret", computed with openssl.
        var settings = new MetaSettings(Account("""{"adAccountId":"42","apiBaseUrl":"https://proxy.example.com/graph/","apiVersion":"v26.0"}""", """{"accessToken":"token-of-mine","appSecret":"app-secret"}"""), At);

        settings.Address("9/users").AbsoluteUri.ShouldBe($"https://proxy.example.com/graph/v26.0/9/users?appsecret_proof={ExpectedProof}&appsecret_time=1764000000");
        settings.Address("9?fields=id").Query.ShouldBe($"?fields=id&appsecret_proof={ExpectedProof}&appsecret_time=1764000000");
    }

    private const string ExpectedProof = "2b989b31c857df5d07e064f3a767207031c2f0b93dd8eaa45b970720228b9fff";
}
