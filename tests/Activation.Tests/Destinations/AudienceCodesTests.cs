using System.Text.Json;
using Activation.Destinations;

namespace Activation.Tests.Destinations;

public sealed class AudienceCodesTests
{
    [Fact]
    public void Read_Pairs_KeepTheirOrder() =>
        AudienceCodes.Read(Account("""{"segmentIds":"silver = 25,gold-members=24"}"""), "segmentIds").ShouldBe([new("silver", "25"), new("gold-members", "24")]);

    [Fact]
    public void Read_NoSetting_IsEmpty() => AudienceCodes.Read(Account("{}"), "segmentIds").ShouldBeEmpty();

    private static DestinationAccount Account(string settings) => new(new DestinationId("a"), JsonElement.Parse(settings), new Dictionary<string, string>());
}
