using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.Snapchat;

namespace Activation.Tests.Destinations.Snapchat;

public sealed class SnapchatSettingsTests
{
    private const string Settings = """{"adAccountId":"8ADC3DB7-8148-4fbf-999c-8d2266369d74"}""";
    private const string Secret = """{"clientId":"id","clientSecret":"hidden","refreshToken":"token"}""";

    private static readonly DestinationHttp Http = new(new NoClients());

    private static readonly SnapchatDestination Destination = new(Http, new AccessTokens(Http, TimeProvider.System), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"42"}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"8adc3db7-8148-4fbf-999c-8d2266369d74","apiBaseUrl":"http://snap.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"adAccountId":"8adc3db7-8148-4fbf-999c-8d2266369d74","tokenUrl":"http://snap.example.com"}""", "settings.tokenUrl")]
    [InlineData("""{"adAccountId":"8adc3db7-8148-4fbf-999c-8d2266369d74","refreshToken":"x"}""", "settings.refreshToken")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Theory]
    [InlineData("""{"clientSecret":"hidden","refreshToken":"token"}""", "secret.clientId")]
    [InlineData("""{"clientId":"id","refreshToken":"token"}""", "secret.clientSecret")]
    [InlineData("""{"clientId":"id","clientSecret":"hidden"}""", "secret.refreshToken")]
    [InlineData("""{"clientId":"id","clientSecret":"hid den","refreshToken":"token"}""", "secret.clientSecret")]
    public void Validate_WrongSecret_NamesItsPath(string secret, string path) => TestAccount.ShouldBeRefused(Destination, Settings, secret, path);

    [Fact]
    public void Settings_WithDefaults_LeadToSnapchat()
    {
        var settings = new SnapchatSettings(TestAccount.Of(Settings, Secret));

        settings.Address("segments/7/users").AbsoluteUri.ShouldBe("https://adsapi.snapchat.com/v1/segments/7/users");
        settings.Token.Address.AbsoluteUri.ShouldBe("https://accounts.snapchat.com/login/oauth2/access_token");
        settings.AdAccountId.ShouldBe("8adc3db7-8148-4fbf-999c-8d2266369d74");
    }

    [Fact]
    public void AccountOf_Destinations_IsTheAdAccount() => Destination.AccountOf(TestAccount.Of(Settings, Secret)).ShouldBe("snapchat.8adc3db7-8148-4fbf-999c-8d2266369d74");
}
