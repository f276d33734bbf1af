using Activation.Destinations;
using Activation.Destinations.X;

namespace Activation.Tests.Destinations.X;

public sealed class XSettingsTests
{
    private const string Settings = """{"adsAccountId":"18ce54d4x5t"}""";
    private const string Secret = """{"consumerKey":"a","consumerSecret":"b","accessToken":"c","accessTokenSecret":"d"}""";

    private static readonly XDestination Destination = new(new DestinationHttp(new NoClients()), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.adsAccountId")]
    [InlineData("""{"adsAccountId":"18CE/"}""", "settings.adsAccountId")]
    [InlineData("""{"adsAccountId":"18ce54d4x5t","apiVersion":"v12"}""", "settings.apiVersion")]
    [InlineData("""{"adsAccountId":"18ce54d4x5t","apiBaseUrl":"http://x.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"adsAccountId":"18ce54d4x5t","accessToken":"x"}""", "settings.accessToken")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Theory]
    [InlineData("""{"consumerSecret":"b","accessToken":"c","accessTokenSecret":"d"}""", "secret.consumerKey")]
    [InlineData("""{"consumerKey":"a","accessToken":"c","accessTokenSecret":"d"}""", "secret.consumerSecret")]
    [InlineData("""{"consumerKey":"a","consumerSecret":"b","accessTokenSecret":"d"}""", "secret.accessToken")]
    [InlineData("""{"consumerKey":"a","consumerSecret":"b","accessToken":"c"}""", "secret.accessTokenSecret")]
    public void Validate_WrongSecret_NamesItsPath(string secret, string path) => TestAccount.ShouldBeRefused(Destination, Settings, secret, path);

    [Fact]
    public void Address_WithDefaults_IsTheVersionedAccount() =>
        new XSettings(TestAccount.Of(Settings, Secret)).Address("custom_audiences/7/users").AbsoluteUri.ShouldBe("https://ads-api.x.com/12/accounts/18ce54d4x5t/custom_audiences/7/users");
}
