using Activation.Destinations;
using Activation.Destinations.Amazon;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.Amazon;

public sealed class AmazonSettingsTests
{
    private const string Settings = """{"advertiserId":"42","countryCode":"DE"}""";
    private const string Secret = """{"clientId":"id","clientSecret":"hidden","refreshToken":"token"}""";

    private static readonly DestinationHttp Http = new(new NoClients());

    private static readonly AmazonDestination Destination = new(Http, new AccessTokens(Http, TimeProvider.System), TimeProvider.System);

    [Theory]
    [InlineData("""{"countryCode":"DE"}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"x","countryCode":"DE"}""", "settings.advertiserId")]
    [InlineData("""{"advertiserId":"42","connectionId":"5a523424-e8b3-4da5-9a32-24a861aea576","countryCode":"DE"}""", "settings.connectionId")]
    [InlineData("""{"connectionId":"5a523424","countryCode":"DE"}""", "settings.connectionId")]
    [InlineData("""{"advertiserId":"42"}""", "settings.countryCode")]
    [InlineData("""{"advertiserId":"42","countryCode":"ZZ"}""", "settings.countryCode")]
    [InlineData("""{"advertiserId":"42","countryCode":"DE","region":"AP"}""", "settings.region")]
    [InlineData("""{"advertiserId":"42","countryCode":"DE","consent":"denied"}""", "settings.consent")]
    [InlineData("""{"advertiserId":"42","countryCode":"DE","consent":"unspecified"}""", "settings.consent")]
    [InlineData("""{"advertiserId":"42","countryCode":"GB","consent":"unspecified"}""", "settings.consent")]
    [InlineData("""{"advertiserId":"42","countryCode":"DE","tokenUrl":"http://amazon.example.com"}""", "settings.tokenUrl")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) => TestAccount.ShouldBeRefused(Destination, settings, Secret, path);

    [Theory]
    [InlineData("""{"clientSecret":"hidden","refreshToken":"token"}""", "secret.clientId")]
    [InlineData("""{"clientId":"id","refreshToken":"token"}""", "secret.clientSecret")]
    [InlineData("""{"clientId":"id","clientSecret":"hidden"}""", "secret.refreshToken")]
    public void Validate_WrongSecret_NamesItsPath(string secret, string path) => TestAccount.ShouldBeRefused(Destination, Settings, secret, path);

    [Theory]
    [InlineData(null, "https://advertising-api.amazon.com/amc/audiences/records", "https://api.amazon.com/auth/o2/token")]
    [InlineData("NA", "https://advertising-api.amazon.com/amc/audiences/records", "https://api.amazon.com/auth/o2/token")]
    [InlineData("EU", "https://advertising-api-eu.amazon.com/amc/audiences/records", "https://api.amazon.co.uk/auth/o2/token")]
    [InlineData("FE", "https://advertising-api-fe.amazon.com/amc/audiences/records", "https://api.amazon.co.jp/auth/o2/token")]
    public void Settings_Region_LeadsToItsAddresses(string? region, string api, string token)
    {
        var settings = new AmazonSettings(TestAccount.Of(region is null ? Settings : Settings.Replace("}", $",\"region\":\"{region}\"}}"), Secret));

        settings.Address("amc/audiences/records").AbsoluteUri.ShouldBe(api);
        settings.Token.Address.AbsoluteUri.ShouldBe(token);
    }

    [Theory]
    [InlineData(Settings, "amazon.42")]
    [InlineData("""{"connectionId":"5A523424-e8b3-4da5-9a32-24a861aea576","countryCode":"DE"}""", "amazon.5a523424-e8b3-4da5-9a32-24a861aea576")]
    public void AccountOf_Destinations_IsTheTarget(string settings, string account) => Destination.AccountOf(TestAccount.Of(settings, Secret)).ShouldBe(account);
}
