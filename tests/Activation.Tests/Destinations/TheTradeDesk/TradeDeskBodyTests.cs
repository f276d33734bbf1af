using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.TheTradeDesk;

namespace Activation.Tests.Destinations.TheTradeDesk;

/// <remarks>https://partner.thetradedesk.com/v3/portal/data/doc/post-data-advertiser-external</remarks>
public sealed class TradeDeskBodyTests
{
    private const string Device = "38400000-8cf0-11bd-b23e-10b96e40000d";

    private static string Write(string settings, BatchOperation operation)
    {
        var parsed = new TradeDeskSettings(TestAccount.Of(settings, """{"secretKey":"hidden"}"""));
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "Gold", "Gold", operation, [new MemberRow(ProfileId.ForCustomer("C-1"), [new("mobileAdId", [Device])])], DateTimeOffset.UnixEpoch);
        return Encoding.UTF8.GetString(TradeDeskDestination.Body(parsed.AdvertiserId, TradeDeskItems.Of(batch, parsed.Days, null).Items));
    }

    [Theory]
    [InlineData("""{"advertiserId":"abc123"}""", BatchOperation.Add, 259_200)]
    [InlineData("""{"advertiserId":"abc123","days":30}""", BatchOperation.Add, 43_200)]
    [InlineData("""{"advertiserId":"abc123","days":30}""", BatchOperation.Remove, 0)]
    public void Body_Members_AreItemsWithTheirTime(string settings, BatchOperation operation, int minutes) =>
        Write(settings, operation).ShouldBe($$$"""{"AdvertiserId":"abc123","Items":[{"DAID":"{{{Device}}}","Data":[{"Name":"Gold","TTLInMinutes":{{{minutes}}}}]}]}""");

    [Fact]
    public void Sign_Body_IsHmacSha1InBase64() =>
        // Of `{"a":1}` with the key `hidden`, computed with openssl.
        new TradeDeskSettings(TestAccount.Of("""{"advertiserId":"abc123"}""", """{"secretKey":"hidden"}""")).Sign("""{"a":1}"""u8.ToArray()).ShouldBe("u2dH+bWwjzlPaWfSttwkzdb6pi8=");
}
