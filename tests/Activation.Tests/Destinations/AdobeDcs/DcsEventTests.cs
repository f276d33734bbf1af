using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Adobe;
using Activation.Destinations.AdobeDcs;

namespace Activation.Tests.Destinations.AdobeDcs;

public sealed class DcsEventTests
{
    private const string Common = "d_rtbd=json&d_jsonv=1&d_orgid=5DC5123F5245B1D20A490D46%40AdobeOrg";

    private static DcsSettings Settings(string more = "") => new(new DestinationAccount(
        new DestinationId("aam"), JsonDocument.Parse($$"""{"domainAlias":"foo","organizationId":"5DC5123F5245B1D20A490D46@AdobeOrg"{{more}}}""").RootElement, new Dictionary<string, string>()));

    /// <remarks>
    /// The documents' own ids: https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/reference/ids-in-aam and, for `d_cid={source}%01{id}`,
    /// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/declared-ids
    /// </remarks>
    [Theory]
    [InlineData("ecid", "08382830887934830189014177072406221371", "d_mid=08382830887934830189014177072406221371")]
    [InlineData("gaid", "e4fe9bde-caa0-47b6-908d-ffba3fa184f2", "d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f2")]
    [InlineData("idfa", "aebe52e7-03ee-455a-b3c4-e57283966239", "d_cid=20915%01AEBE52E7-03EE-455A-B3C4-E57283966239")]
    [InlineData("email", "55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149", "d_cid=123%0155e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149")]
    public void Write_Identity_IsDeclaredAsDocumented(string identifier, string value, string visitor)
    {
        var settings = Settings(""","emailDataSource":"123" """);

        DcsEvent.Write(settings, new MemberIdentity(0, identifier, value), BatchOperation.Add, "gold").ShouldBe($"{Common}&{visitor}&c_activation_in=gold");
        DcsEvent.Write(settings, new MemberIdentity(0, identifier, value), BatchOperation.Remove, "gold").ShouldBe($"{Common}&{visitor}&c_activation_out=gold");
    }

    [Fact]
    public void Write_IntegrationCodeAndSignal_AreTheSettings() =>
        DcsEvent.Write(Settings(""","emailDataSource":"crm.hash","signal":"cdp" """), new MemberIdentity(0, "email", "ab"), BatchOperation.Add, "gold").ShouldBe($"{Common}&d_cid_ic=crm.hash%01ab&c_cdp_in=gold");

    [Fact]
    public void Settings_WithDefaults_CallTheRegionInTheNameOfTheHost()
    {
        (Settings().Events.AbsoluteUri, Settings().Host).ShouldBe(("https://use.demdex.net/event", "foo.demdex.net"));
        Settings(""","region":"9" """).Events.AbsoluteUri.ShouldBe("https://usw2.demdex.net/event");
    }

    [Theory]
    [InlineData("""{"organizationId":"A@AdobeOrg"}""", "settings.domainAlias")]
    [InlineData("""{"domainAlias":"foo"}""", "settings.organizationId")]
    [InlineData("""{"domainAlias":"foo.demdex.net","organizationId":"A@AdobeOrg"}""", "settings.domainAlias")]
    [InlineData("""{"domainAlias":"foo","organizationId":"A"}""", "settings.organizationId")]
    [InlineData("""{"domainAlias":"foo","organizationId":"A@AdobeOrg","region":"5"}""", "settings.region")]
    [InlineData("""{"domainAlias":"foo","organizationId":"A@AdobeOrg","signal":"c-1"}""", "settings.signal")]
    [InlineData("""{"domainAlias":"foo","organizationId":"A@AdobeOrg","apiBaseUrl":"http://dcs.example.com"}""", "settings.apiBaseUrl")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => new DcsDestination(new DestinationHttp(new NoClients()), TimeProvider.System).Validate(
            new DestinationAccount(new DestinationId("aam"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string>()))).Path.ShouldBe(path);
}
