using Activation.Destinations;
using Activation.Destinations.TheTradeDesk;

namespace Activation.Tests.Destinations.TheTradeDesk;

public sealed class TradeDeskSettingsTests
{
    private const string Secret = """{"secretKey":"hidden"}""";

    private static readonly TradeDeskDestination Destination = new(new DestinationHttp(new NoClients()), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"ABC"}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"abc123","dataServer":"mars"}""", "settings.dataServer")]
    [InlineData("""{"advertiserId":"abc123","days":181}""", "settings.days")]
    [InlineData("""{"advertiserId":"abc123","apiBaseUrl":"http://data.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"advertiserId":"abc123","secretKey":"x"}""", "settings.secretKey")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Fact]
    public void Validate_NoSecretKey_NamesIt() => TestAccount.ShouldBeRefused(Destination, """{"advertiserId":"abc123"}""", "{}", "secret.secretKey");

    [Theory]
    [InlineData("""{"secretKey":"hidden","uid2ApiKey":"key"}""", "secret.uid2ClientSecret")]
    [InlineData("""{"secretKey":"hidden","uid2ApiKey":"key","uid2ClientSecret":"c2hvcnQ="}""", "secret.uid2ClientSecret")]
    [InlineData("""{"secretKey":"hidden","uid2ClientSecret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}""", "secret.uid2ApiKey")]
    public void Validate_HalfAUid2Account_NamesWhatIsMissing(string secret, string path) => TestAccount.ShouldBeRefused(Destination, """{"advertiserId":"abc123"}""", secret, path);

    [Theory]
    [InlineData("""{"advertiserId":"abc123"}""", "https://use-data.adsrvr.org/data/advertiser")]
    [InlineData("""{"advertiserId":"abc123","dataServer":"ukEu"}""", "https://euw-data.adsrvr.org/data/advertiser")]
    [InlineData("""{"advertiserId":"abc123","apiBaseUrl":"https://proxy.example.com/ttd/"}""", "https://proxy.example.com/ttd/data/advertiser")]
    public void Address_DataServer_LeadsThere(string settings, string address) => new TradeDeskSettings(TestAccount.Of(settings, Secret)).Address.AbsoluteUri.ShouldBe(address);
}
