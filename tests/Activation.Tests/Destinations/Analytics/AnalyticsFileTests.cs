using System.IO.Compression;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Adobe;
using Activation.Destinations.Analytics;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.Analytics;

public sealed class AnalyticsFileTests
{
    private static readonly string Ecid = new('7', 38);

    private static DestinationAccount Account(string settings) => new(
        new DestinationId("analytics"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["clientId"] = "c", ["clientSecret"] = "s" });

    private static string Write(string settings, BatchOperation operation, params MemberRow[] rows)
    {
        var file = AnalyticsFile.Write(
            new AnalyticsSettings(Account(settings)), new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "gold", "Gold", operation, rows, DateTimeOffset.UnixEpoch),
            DateTimeOffset.FromUnixTimeSeconds(1495483797), new RowOutcomes());
        using var reader = new StreamReader(new GZipStream(new MemoryStream(file.ShouldNotBeNull()), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    /// <remarks>
    /// Required columns, link type and time of https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/file-format, and the seed of
    /// https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/customer-id
    /// </remarks>
    [Fact]
    public void Write_Identities_AreHitsWithTheVariable()
    {
        var ecid = new MemberRow(ProfileId.ForCustomer("C-1"), [new("ecid", [Ecid])]);
        var email = Member.Of("C-2", ("email", ["b"]));

        Write("""{"reportSuiteId":"examplersid","variable":"prop1"}""", BatchOperation.Remove, ecid).ShouldBe(
            $"timestamp,reportSuiteID,marketingCloudVisitorID,userAgent,linkType,linkName,prop1\n1495483797,examplersid,{Ecid},Activation/0.1,o,Audience membership,gold:exited\n");
        Write("""{"reportSuiteId":"examplersid","variable":"eVar250","customerIdType":"email"}""", BatchOperation.Add, ecid, email).ShouldBe(
            $"""
            timestamp,reportSuiteID,marketingCloudVisitorID,userAgent,linkType,linkName,eVar250,customerID.email.id,customerID.email.isMCSeed
            1495483797,examplersid,{Ecid},Activation/0.1,o,Audience membership,gold:entered,,
            1495483797,examplersid,,Activation/0.1,o,Audience membership,gold:entered,{Member.Hash("b")},1

            """);
    }

    [Theory]
    [InlineData("""{"reportSuiteId":"rs","variable":"eVar1"}""", "https://analytics-collection.adobe.io/aa/collect/v1/events")]
    [InlineData("""{"reportSuiteId":"rs","variable":"eVar1","region":"eu"}""", "https://analytics-collection-eu.adobe.io/aa/collect/v1/events")]
    public void Settings_Region_IsTheDocumentedHost(string settings, string address) => new AnalyticsSettings(Account(settings)).Events().AbsoluteUri.ShouldBe(address);

    [Fact]
    public void AccountOf_SyncsOfAReportSuite_ShareTheirVisitorGroup() =>
        Destination.AccountOf(Account("""{"reportSuiteId":"rs","variable":"eVar1"}""")).ShouldBe("analytics.activation_rs");

    [Theory]
    [InlineData("""{"variable":"eVar1"}""", "settings.reportSuiteId")]
    [InlineData("""{"reportSuiteId":"rs"}""", "settings.variable")]
    [InlineData("""{"reportSuiteId":"rs","variable":"eVar251"}""", "settings.variable")]
    [InlineData("""{"reportSuiteId":"rs","variable":"prop76"}""", "settings.variable")]
    [InlineData("""{"reportSuiteId":"rs","variable":"eVar1","region":"mars"}""", "settings.region")]
    [InlineData("""{"reportSuiteId":"rs","variable":"eVar1","customerIdType":"a,b"}""", "settings.customerIdType")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings))).Path.ShouldBe(path);

    private static AnalyticsDestination Destination
    {
        get
        {
            var http = new DestinationHttp(new NoClients());
            return new AnalyticsDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System);
        }
    }
}
