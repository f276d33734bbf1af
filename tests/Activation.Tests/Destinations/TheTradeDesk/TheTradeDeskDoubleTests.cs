using System.Text;
using Activation.Destinations.TheTradeDesk;

namespace Activation.Tests.Destinations.TheTradeDesk;

public sealed class TheTradeDeskDoubleTests : StandInTests
{
    private const string Device = "38400000-8cf0-11bd-b23e-10b96e40000d";

    private static readonly TradeDeskSettings Settings = new(TestAccount.Of("""{"advertiserId":"abc123"}""", """{"secretKey":"sandbox-advertiser-secret"}"""));

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [];

    private Task<(int Status, string Body)> SignedAsync(string body, string contentType = "application/json") =>
        CallAsync("POST", "thetradedesk/data/advertiser", body, contentType, [new("TtdSignature", Settings.Sign(Encoding.UTF8.GetBytes(body)))]);

    [Theory]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"DAID":"DEVICE","Data":[{"Name":"Gold","TTLInMinutes":1440}]}]}""", 200)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[]}""", 400)]
    [InlineData("""{"Items":[{"DAID":"DEVICE","Data":[{"Name":"Gold","TTLInMinutes":1440}]}]}""", 400)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"Data":[{"Name":"Gold","TTLInMinutes":1440}]}]}""", 400)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"DAID":"DEVICE","Data":[]}]}""", 400)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"DAID":"DEVICE","Data":[{"Name":"Gold","TTLInMinutes":259201}]}]}""", 400)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"DAID":"DEVICE","Data":[{"Name":"Gold","TTLInMinutes":"1440"}]}]}""", 400)]
    [InlineData("""{"AdvertiserId":"abc123","Items":[{"DAID":"DEVICE","Data":[{"Name":"Gold"}]}]}""", 400)]
    public async Task Data_Body_IsReadStrictly(string body, int status)
    {
        (await SignedAsync(body.Replace("DEVICE", Device))).Status.ShouldBe(status);

        Sandbox.Platform.Audiences.Sum(a => a.People).ShouldBe(status == 200 ? 1 : 0);
    }

    [Theory]
    [InlineData("38400000-8CF0-11BD-B23E-10B96E40000D")]
    [InlineData("384000008cf011bdb23e10b96e40000d")]
    public async Task Data_IdOfAnotherForm_FailsAlone(string id)
    {
        var (status, body) = await SignedAsync(
            $$$"""{"AdvertiserId":"abc123","Items":[{"DAID":"{{{Device}}}","Data":[{"Name":"Gold","TTLInMinutes":1440}]},{"DAID":"{{{id}}}","Data":[{"Name":"Gold","TTLInMinutes":1440}]}]}""");

        status.ShouldBe(200);
        body.ShouldContain("Invalid DAID, item #2");
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(1);
    }

    [Fact]
    public async Task Data_NotSignedAsItShouldBe_IsRefused()
    {
        const string body = """{"AdvertiserId":"abc123","Items":[]}""";

        (await CallAsync("POST", "thetradedesk/data/advertiser", body)).Status.ShouldBe(401);
        (await CallAsync("POST", "thetradedesk/data/advertiser", body, headers: [new("TtdSignature", Settings.Sign("{}"u8.ToArray()))])).Status.ShouldBe(401);
    }
}
