using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.CampaignClassic;
using Activation.Destinations.OAuth;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.CampaignClassic;

/// <summary>The calls, byte for byte as Campaign's documents show them.</summary>
public sealed class ClassicRequestTests
{
    private const string Head = """<?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:""";
    private const string Tail = "</soapenv:Body></soapenv:Envelope>";

    private readonly RecordedCalls calls = new();

    private static DestinationAccount Account(string settings) => new(
        new DestinationId("classic"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["clientId"] = "id", ["clientSecret"] = "secret" });

    private static DestinationAccount Working => Account("""{"apiBaseUrl":"https://acme.campaign.adobe.com","emailHashField":"emailSha256"}""");

    private ClassicDestination Destination
    {
        get
        {
            var http = new DestinationHttp(calls);
            return new ClassicDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System);
        }
    }

    private static string Of(string schema, string method, string parameters) =>
        $"{Head}{schema}\"><soapenv:Header /><soapenv:Body><urn:{method}><urn:sessiontoken />{parameters}</urn:{method}>{Tail}";

    private static string Answer(string schema, string method, string content) =>
        $"<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body><{method}Response xmlns='urn:{schema}'>{content}</{method}Response></SOAP-ENV:Body></SOAP-ENV:Envelope>";

    private static string Rows(string rows) => Answer("xtk:queryDef", "ExecuteQuery", $"<pdomOutput>{rows}</pdomOutput>");

    /// <remarks>The query and the call of https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/web-service-calls and …/business-oriented-apis</remarks>
    [Theory]
    [InlineData(BatchOperation.Add, "Subscribe", "<urn:bCreate>false</urn:bCreate>")]
    [InlineData(BatchOperation.Remove, "Unsubscribe", "")]
    public async Task Send_Members_AreLookedUpThenSubscribedById(BatchOperation operation, string method, string last)
    {
        var (a, b) = (Member.Hash("a"), Member.Hash("b"));
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":86399}""");
        calls.Answer(Rows("<service-collection><service name='activation_gold' label='Gold'/></service-collection>"));
        calls.Answer(Rows($"<recipient-collection><recipient id='3600' emailSha256='{a.ToUpperInvariant()}'/><recipient id='3599' emailSha256='{a}'/></recipient-collection>"));
        calls.Answer(Answer("nms:subscription", method, ""));
        calls.Answer(Answer("nms:subscription", method, ""));
        var batch = new DestinationBatch(
            new BatchId(new RunId("gold.1"), 1), 1, "activation_gold", "Gold", operation, [Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"]))], DateTimeOffset.UnixEpoch);

        var sent = await Destination.SendAsync(Working, batch, CancellationToken.None);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe(operation == BatchOperation.Add ? [new RejectedRow(1, "recipientNotFound")] : []);
        calls.All.Skip(1).ShouldBe(((string[])
        [
            Of("xtk:queryDef", "ExecuteQuery", """<urn:entity><queryDef operation="select" schema="nms:service" lineCount="1"><select><node expr="@name" /><node expr="@label" /></select><where><condition expr="@name = 'activation_gold'" /></where></queryDef></urn:entity>"""),
            Of("xtk:queryDef", "ExecuteQuery", $"""<urn:entity><queryDef operation="select" schema="nms:recipient" lineCount="1000"><select><node expr="@id" /><node expr="@emailSha256" /></select><where><condition expr="@emailSha256 IN ('{a}', '{b}')" /></where></queryDef></urn:entity>"""),
            Of("nms:subscription", method, $"""<urn:strServiceName>activation_gold</urn:strServiceName><urn:elemRecipient><recipient _key="@id" id="3599" /></urn:elemRecipient>{last}"""),
            Of("nms:subscription", method, $"""<urn:strServiceName>activation_gold</urn:strServiceName><urn:elemRecipient><recipient _key="@id" id="3600" /></urn:elemRecipient>{last}"""),
        ]).Select(body => $"POST https://acme.campaign.adobe.com/nl/jsp/soaprouter.jsp {body}"));
    }

    [Fact]
    public async Task Send_MembersByTwoAttributes_AreLookedUpInOneCall()
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":86399}""");
        calls.Answer(Rows("<service-collection><service name='activation_gold' label='Gold'/></service-collection>"));
        calls.Answer(Rows($"<recipient-collection><recipient id='7' account='C-1' emailSha256=''/><recipient id='8' account='C-9' emailSha256='{Member.Hash("b")}'/></recipient-collection>"));
        calls.Answer(Answer("nms:subscription", "Subscribe", ""));
        calls.Answer(Answer("nms:subscription", "Subscribe", ""));
        var account = Account("""{"apiBaseUrl":"https://acme.campaign.adobe.com","externalIdField":"account","emailHashField":"emailSha256"}""");
        IReadOnlyList<MemberRow> rows = [Member.Of("C-1", ("externalId", ["C-1"]), ("email", ["a"])), Member.Of("C-2", ("email", ["b"])), Member.Of("C-3", ("externalId", ["C-3"]))];

        var sent = await Destination.SendAsync(account, new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "activation_gold", "Gold", BatchOperation.Add, rows, DateTimeOffset.UnixEpoch), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(2, "recipientNotFound")]);
        calls.All.Count.ShouldBe(5);
        calls.All[2].ShouldContain($"""<node expr="@id" /><node expr="@account" /><node expr="@emailSha256" /></select><where><condition expr="@account IN ('C-1', 'C-3') or @emailSha256 IN ('{Member.Hash("a")}', '{Member.Hash("b")}')" />""");
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/data-oriented-apis#write---writecollection--xtk-session-</remarks>
    [Fact]
    public async Task EnsureAudience_New_IsAServiceInTheFolder()
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":86399}""");
        calls.Answer(Rows("<service-collection/>"));
        calls.Answer(Answer("xtk:persist", "Write", ""));

        var ensured = await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId("gold"), "Gold & Silver", "", "[activation:gold]", null), CancellationToken.None);

        ensured.ShouldBe(new EnsureAudienceResult(DestinationResult.Success, "activation_gold"));
        calls.All[^1].ShouldEndWith(Of("xtk:persist", "Write",
            """<urn:domDoc><service xtkschema="nms:service" _key="@name" name="activation_gold" label="Gold &amp; Silver"><folder _operation="none" name="nmsSetOfServices" /><visitorFolder _operation="none" name="nmsVisitor" /></service></urn:domDoc>"""));
    }

    [Fact]
    public async Task Send_FieldThatTellsNobodyApart_Stops()
    {
        calls.Answer("""{"access_token":"t","token_type":"bearer","expires_in":86399}""");
        calls.Answer(Rows("<service-collection><service name='activation_gold' label='Gold'/></service-collection>"));
        calls.Answer(Rows(new XElement("recipient-collection", Enumerable.Range(1, 1000).Select(i => new XElement("recipient", new XAttribute("id", i), new XAttribute("emailSha256", Member.Hash("a"))))).ToString()));
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "activation_gold", "Gold", BatchOperation.Add, [Member.Of("C-1", ("email", ["a"]))], DateTimeOffset.UnixEpoch);

        (await Destination.SendAsync(Working, batch, CancellationToken.None)).Result.Code.ShouldBe("ambiguousField");
    }

    /// <remarks>Without a service, Campaign puts the recipient on its denylist: https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/business-oriented-apis</remarks>
    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    public void Unsubscribe_NotOfOneService_IsNotSent(string service) => Should.Throw<ArgumentException>(() => ClassicSoap.Unsubscribe(service, "1"));

    [Fact]
    public void Call_Action_NamesSchemaAndMethod()
    {
        var call = ClassicSoap.Write(new XElement("service"));

        call.Action.ShouldBe("xtk:persist#Write");
        Encoding.UTF8.GetString(call.Body).ShouldBe(Of("xtk:persist", "Write", "<urn:domDoc><service /></urn:domDoc>"));
    }

    [Theory]
    [InlineData("""{"externalIdField":"account"}""", "settings.apiBaseUrl")]
    [InlineData("""{"apiBaseUrl":"http://acme.example.com","externalIdField":"account"}""", "settings.apiBaseUrl")]
    [InlineData("""{"apiBaseUrl":"https://acme.example.com"}""", "settings.externalIdField")]
    [InlineData("""{"apiBaseUrl":"https://acme.example.com","externalIdField":"@account"}""", "settings.externalIdField")]
    [InlineData("""{"apiBaseUrl":"https://acme.example.com","emailHashField":"a b"}""", "settings.emailHashField")]
    [InlineData("""{"apiBaseUrl":"https://acme.example.com","externalIdField":"account","folderName":"a/b"}""", "settings.folderName")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings))).Path.ShouldBe(path);

    [Fact]
    public void AccountOf_Instance_IsItsHost() => Destination.AccountOf(Working).ShouldBe("campaignclassic.acme.campaign.adobe.com");
}
