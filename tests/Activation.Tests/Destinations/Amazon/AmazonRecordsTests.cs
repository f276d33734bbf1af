using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Amazon;

namespace Activation.Tests.Destinations.Amazon;

/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences: its samples, with our profile id as external user id.</remarks>
public sealed class AmazonRecordsTests
{
    private const string Email = "e1789426d99ac0ba2a78c227b188ebe70c155e2f7b2d76b29f8f4e14d454e86d";
    private const string Phone = "02a0218cd02ed0b0a3d9313002a0218cd02ed0b0a3d9313002a0218cd02ed0b0";

    private static readonly MemberRow Member = new(ProfileId.ForCustomer("C-1"), [new("email", [Email, Phone]), new("phone", [Phone]), new("zip", [Email])]);

    private static readonly Enrichment Consented = Enrichment.None with { Consents = ["ad_storage", "ad_user_data"] };

    private static string Write(string settings, BatchOperation operation, Enrichment? enrichment = null) => Encoding.UTF8.GetString(AmazonRecords.Write(
        [Member with { Enrichment = enrichment ?? Enrichment.None }, Member with { Values = [] }], operation, "413642381039213536",
        new AmazonSettings(TestAccount.Of(settings, """{"clientId":"id","clientSecret":"hidden","refreshToken":"token"}"""))).ShouldNotBeNull());

    [Fact]
    public void Write_AddOfWhoHasConsented_IsARecordThatSaysSo() =>
        Write("""{"advertiserId":"42","countryCode":"DE"}""", BatchOperation.Add, Consented).ShouldBe(
            $$$"""
            {"audienceId":413642381039213536,"records":[{"externalUserId":"{{{Member.Profile}}}","countryCode":"DE","action":"CREATE",
            "hashedPII":[{"email":"{{{Email}}}","phone":"{{{Phone}}}","postal":"{{{Email}}}"},{"email":"{{{Phone}}}"}],
            "userConsent":{"geo":{"countryCode":"DE"},"consent":{"amzn":{"amznAdStorage":"GRANTED","amznUserData":"GRANTED"}}
            }}]}
            """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("granted")]
    [InlineData("granted", "ad_storage")]
    [InlineData("granted", "ad_user_data")]
    [InlineData("unspecified", "ad_storage", "ad_user_data")]
    public void Write_WithoutBothConsentsOrWhereNothingIsSaid_SaysTheCountryAlone(string setting, params string[] given) =>
        Write($$"""{"advertiserId":"42","countryCode":"US","consent":"{{setting}}"}""", BatchOperation.Add, Enrichment.None with { Consents = given }).ShouldEndWith(""","userConsent":{"geo":{"countryCode":"US"}}}]}""");

    [Fact]
    public void Write_RemoveOverAConnection_NamesTheConnectionAndNoConsent()
    {
        var body = Write("""{"connectionId":"5A523424-e8b3-4da5-9a32-24a861aea576","countryCode":"DE"}""", BatchOperation.Remove);

        body.ShouldStartWith("""{"targetResource":{"connectionId":"5A523424-e8b3-4da5-9a32-24a861aea576"},"audienceId":413642381039213536,""");
        body.ShouldContain(""","action":"DELETE",""");
        body.ShouldNotContain("userConsent");
    }

    [Fact]
    public void Write_Nobody_IsNoBody() =>
        AmazonRecords.Write([Member with { Values = [] }], BatchOperation.Add, "1", new AmazonSettings(TestAccount.Of("""{"advertiserId":"42","countryCode":"DE"}""", """{"clientId":"id","clientSecret":"hidden","refreshToken":"token"}""")))
            .ShouldBeNull();
}
