using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Meta;

/// <summary>Limited data use.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-apis/data-processing-options</remarks>
public sealed class MetaDataUseTests
{
    private static DestinationAccount Account(string settings) =>
        new(new DestinationId("meta"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["accessToken"] = "sandbox-token" });

    [Theory]
    [InlineData("""{}""", """{"schema":["EMAIL"],"data":[["HASH"]]}""")]
    [InlineData("""{"limitedDataUse":false}""", """{"schema":["EMAIL"],"data":[["HASH"]]}""")]
    [InlineData("""{"limitedDataUse":true}""", """{"schema":["EMAIL","DATA_PROCESSING_OPTIONS"],"data":[["HASH",["LDU"]]]}""")]
    [InlineData(
        """{"limitedDataUse":true,"limitedDataUseCountry":1,"limitedDataUseState":1000}""",
        """{"schema":["EMAIL","DATA_PROCESSING_OPTIONS","DATA_PROCESSING_OPTIONS_COUNTRY","DATA_PROCESSING_OPTIONS_STATE"],"data":[["HASH",["LDU"],1,1000]]}""")]
    public void Body_OfAnAdd_IsAsDocumented(string settings, string payload)
    {
        var rows = MetaRows.Of([Member.Of("C-1", ("email", ["a"]))], MetaDataUse.Of(Account(settings)));

        Encoding.UTF8.GetString(MetaUsersBody.Write(rows, sessionId: null).Span).ShouldBe($$"""{"payload":{{payload.Replace("HASH", Member.Hash("a"), StringComparison.Ordinal)}}}""");
    }

    [Theory]
    [InlineData("""{"limitedDataUse":true,"limitedDataUseCountry":1}""", "settings.limitedDataUseState")]
    [InlineData("""{"limitedDataUse":true,"limitedDataUseState":1000}""", "settings.limitedDataUseState")]
    [InlineData("""{"limitedDataUseCountry":1,"limitedDataUseState":1000}""", "settings.limitedDataUse")]
    public void Settings_ThatDoNotFit_AreNamed(string settings, string path) =>
        Should.Throw<ProblemException>(() => MetaDataUse.Of(Account(settings))).Path.ShouldBe(path);

    [Fact]
    public async Task Send_AddAndRemove_AreTakenByTheSandbox()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        await using var http = TestHttp.Create();
        var account = Account($$"""{"adAccountId":"42","apiBaseUrl":"{{sandbox.BaseUrl}}","limitedDataUse":true,"limitedDataUseCountry":0,"limitedDataUseState":0}""");
        var destination = new MetaDestination(http.Client, TimeProvider.System);
        var audience = await new SandboxClient(sandbox, http).CreateAsync();
        DestinationBatch Batch(int number, BatchOperation operation) =>
            new(new BatchId(new RunId("gold.1"), number), 1, audience, "Gold", operation, [Member.Full(1)], DateTimeOffset.UnixEpoch);

        (await destination.SendAsync(account, Batch(1, BatchOperation.Add), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        sandbox.Platform.Keys(audience).ShouldNotBeNull().Count.ShouldBe(3);
        (await destination.SendAsync(account, Batch(2, BatchOperation.Remove), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        sandbox.Platform.Keys(audience).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["EMAIL","DATA_PROCESSING_OPTIONS"]""", """["HASH","LDU"]""")]
    [InlineData("""["EMAIL","DATA_PROCESSING_OPTIONS"]""", """["HASH",["CCPA"]]""")]
    [InlineData("""["EMAIL","DATA_PROCESSING_OPTIONS_COUNTRY","DATA_PROCESSING_OPTIONS_STATE"]""", """["HASH",1,1000]""")]
    [InlineData("""["EMAIL","DATA_PROCESSING_OPTIONS","DATA_PROCESSING_OPTIONS_COUNTRY"]""", """["HASH",["LDU"],1]""")]
    [InlineData("""["EMAIL","DATA_PROCESSING_OPTIONS","DATA_PROCESSING_OPTIONS_COUNTRY","DATA_PROCESSING_OPTIONS_STATE"]""", """["HASH",["LDU"],"1","1000"]""")]
    public async Task Sandbox_OtherForm_IsRefusedWhole(string schema, string row)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        await using var http = TestHttp.Create();
        var client = new SandboxClient(sandbox, http);
        var audience = await client.CreateAsync();

        (await client.UsersAsync(HttpMethod.Post, audience, schema, $"[{row.Replace("HASH", Member.Hash("a"), StringComparison.Ordinal)}]")).Status.ShouldBe(400);
        sandbox.Platform.Keys(audience).ShouldNotBeNull().ShouldBeEmpty();
    }
}
