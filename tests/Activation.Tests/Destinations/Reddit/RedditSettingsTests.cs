using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.Reddit;

namespace Activation.Tests.Destinations.Reddit;

public sealed class RedditSettingsTests
{
    private const string Settings = """{"adAccountId":"t2_1a2b3c"}""";
    private const string Secret = """{"clientId":"id","clientSecret":"hidden","refreshToken":"token"}""";

    private static readonly DestinationHttp Http = new(new NoClients());

    private static readonly RedditDestination Destination = new(Http, new AccessTokens(Http, TimeProvider.System), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"t2/../x"}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"t2_1a2b3c","apiBaseUrl":"http://reddit.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"adAccountId":"t2_1a2b3c","tokenUrl":"reddit"}""", "settings.tokenUrl")]
    [InlineData("""{"adAccountId":"t2_1a2b3c","clientId":"x"}""", "settings.clientId")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Theory]
    [InlineData("""{"clientSecret":"hidden","refreshToken":"token"}""", "secret.clientId")]
    [InlineData("""{"clientId":"id","refreshToken":"token"}""", "secret.clientSecret")]
    [InlineData("""{"clientId":"id","clientSecret":"hidden"}""", "secret.refreshToken")]
    public void Validate_WrongSecret_NamesItsPath(string secret, string path) => TestAccount.ShouldBeRefused(Destination, Settings, secret, path);

    [Fact]
    public async Task Settings_WithDefaults_LeadToReddit()
    {
        var settings = new RedditSettings(TestAccount.Of(Settings, Secret));

        settings.Address("custom_audiences/7/users").AbsoluteUri.ShouldBe("https://ads-api.reddit.com/api/v3/custom_audiences/7/users");
        settings.Token.Address.AbsoluteUri.ShouldBe("https://www.reddit.com/api/v1/access_token");
        settings.Token.Basic?.ToString().ShouldBe("Basic aWQ6aGlkZGVu");
        (await settings.Token.Content(DateTimeOffset.UnixEpoch).ReadAsStringAsync()).ShouldBe("grant_type=refresh_token&refresh_token=token");
    }
}
