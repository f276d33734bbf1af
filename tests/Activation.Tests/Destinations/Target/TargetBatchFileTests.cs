using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Target;

namespace Activation.Tests.Destinations.Target;

public sealed class TargetBatchFileTests
{
    private static DestinationAccount Account(string settings) => new(
        new DestinationId("target"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["profileToken"] = "token" });

    private static string Write(string settings, BatchOperation operation, params string[] ids) => Encoding.UTF8.GetString(TargetBatchFile.Write(
        new TargetSettings(Account(settings)),
        new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "gold-1", "Gold", operation, [.. ids.Select(i => Member.Of(i, ("externalId", [i])))], DateTimeOffset.UnixEpoch)));

    /// <remarks>
    /// The form of `batch=pcId,param1` and `123,value1`, and the value `50% off &amp; more` with its encoding, from
    /// https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api
    /// </remarks>
    [Fact]
    public void Write_Members_AreRowsBelowAHeader()
    {
        Write("""{"clientCode":"demo"}""", BatchOperation.Add, "123", "50% off & more").ShouldBe("batch=thirdPartyId,activation_gold-1\n123,in\n50%25%20off%20%26%20more,in\n");
        Write("""{"clientCode":"demo","idType":"pcId","attribute":"cdp"}""", BatchOperation.Remove, "123").ShouldBe("batch=pcId,cdp_gold-1\n123,out\n");
    }

    [Fact]
    public void Settings_WithDefaults_AreTheDocumentedAddresses()
    {
        var settings = new TargetSettings(Account("""{"clientCode":"demo"}"""));

        settings.Updates.AbsoluteUri.ShouldBe("https://demo.tt.omtrdc.net/m2/demo/v2/profile/batchUpdate");
        new TargetSettings(Account("""{"clientCode":"demo","idType":"pcId"}""")).Updates.AbsoluteUri.ShouldBe("https://demo.tt.omtrdc.net/m2/demo/profile/batchUpdate");
        settings.Status("mboxedge45.tt.omtrdc.net", "demo-1701473848678-13029383").AbsoluteUri
            .ShouldBe("https://mboxedge45.tt.omtrdc.net/m2/demo/profile/batchStatus?batchId=demo-1701473848678-13029383&showDetails=true");
    }

    [Theory]
    [InlineData("""{}""", "settings.clientCode")]
    [InlineData("""{"clientCode":"demo.tt"}""", "settings.clientCode")]
    [InlineData("""{"clientCode":"demo","idType":"marketingCloudVisitorId"}""", "settings.idType")]
    [InlineData("""{"clientCode":"demo","attribute":"a b"}""", "settings.attribute")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => new TargetDestination(new DestinationHttp(new NoClients()), TimeProvider.System).Validate(Account(settings))).Path.ShouldBe(path);
}
