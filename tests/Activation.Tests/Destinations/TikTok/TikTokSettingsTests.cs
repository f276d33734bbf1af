using Activation.Destinations;
using Activation.Destinations.TikTok;

namespace Activation.Tests.Destinations.TikTok;

public sealed class TikTokSettingsTests
{
    private const string Secret = """{"accessToken":"token-of-mine"}""";

    private static readonly TikTokDestination Destination = new(new DestinationHttp(new NoClients()), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":42}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"x42"}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"42","apiBaseUrl":"http://tiktok.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"advertiserId":"42","accessToken":"x"}""", "settings.accessToken")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"accessToken":"line\nbreak"}""")]
    public void Validate_WrongSecret_NamesItsPath(string secret) => TestAccount.ShouldBeRefused(Destination, """{"advertiserId":"42"}""", secret, "secret.accessToken");

    [Fact]
    public void Address_WithDefaults_IsTheVersionedApi() =>
        new TikTokSettings(TestAccount.Of("""{"advertiserId":"42"}""", Secret)).Address("segment/mapping/").AbsoluteUri.ShouldBe("https://business-api.tiktok.com/open_api/v1.3/segment/mapping/");

    [Fact]
    public void AccountOf_Destinations_IsTheAdAccount() => Destination.AccountOf(TestAccount.Of("""{"advertiserId":"42"}""", Secret)).ShouldBe("tiktok.42");
}
