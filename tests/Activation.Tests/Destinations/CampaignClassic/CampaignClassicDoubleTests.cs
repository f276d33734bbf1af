using System.Text;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.CampaignClassic;

/// <summary>What Campaign Classic refuses, the stand-in refuses: by a fault, with status 200.</summary>
public sealed class CampaignClassicDoubleTests : DoubleTests
{
    private const string Service = """<s xmlns=""><service xtkschema="nms:service" _key="@name" name="gold" label="Gold"><folder _operation="none" name="nmsSetOfServices"/></service></s>""";
    private const string Recipient = """<r xmlns=""><recipient _key="@id" id="6163636f756e743a31"/></r>""";

    private async Task<(int Status, bool IsFault)> CallAsync(
        string schema, string method, string parameters, string token = "Bearer sandbox-token", string type = "text/xml; charset=utf-8", string? action = null, string session = "<sessiontoken/>")
    {
        var body = $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><{method} xmlns="urn:{schema}">{session}{parameters}</{method}></e:Body></e:Envelope>""";
        var reply = await SendAsync(HttpMethod.Post, "campaignclassic/nl/jsp/soaprouter.jsp", Text(body, type), ("Authorization", token), ("SOAPAction", action ?? $"{schema}#{method}"));
        return (reply.Status, Encoding.UTF8.GetString(reply.Body).Contains("faultcode", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnyCall_NotAsDocumented_IsRefused()
    {
        (await CallAsync("xtk:persist", "Write", Service, token: "Bearer other")).Status.ShouldBe(403);
        (await CallAsync("xtk:persist", "Write", Service, type: "application/json")).IsFault.ShouldBeTrue();
        (await CallAsync("xtk:persist", "Write", Service, action: "xtk:persist#WriteCollection")).IsFault.ShouldBeTrue();
        (await CallAsync("xtk:session", "Write", Service)).IsFault.ShouldBeTrue();
        (await CallAsync("xtk:persist", "Write", Service, session: "")).IsFault.ShouldBeTrue();
        Sandbox.Platform.Audiences.ShouldBeEmpty();

        (await CallAsync("xtk:persist", "Write", Service)).ShouldBe((200, false));
        (await CallAsync("xtk:persist", "Write", Service)).ShouldBe((200, false));
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Gold");
    }

    [Fact]
    public async Task Service_NotWhole_IsNotMade()
    {
        (await CallAsync("xtk:persist", "Write", Service.Replace("nmsSetOfServices", "other", StringComparison.Ordinal))).IsFault.ShouldBeTrue();
        (await CallAsync("xtk:persist", "Write", Service.Replace("@name", "@id", StringComparison.Ordinal))).IsFault.ShouldBeTrue();
        (await CallAsync("xtk:persist", "Write", Service.Replace("\"gold\"", $"\"{new string('g', 65)}\"", StringComparison.Ordinal))).IsFault.ShouldBeTrue();
        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Subscription_Change_IsChecked()
    {
        await CallAsync("xtk:persist", "Write", Service);

        (await CallAsync("nms:subscription", "Subscribe", $"<n>other</n>{Recipient}<c>false</c>")).IsFault.ShouldBeTrue();
        (await CallAsync("nms:subscription", "Subscribe", $"<n>gold</n>{Recipient}")).IsFault.ShouldBeTrue();
        (await CallAsync("nms:subscription", "Subscribe", $"{Recipient}<n>gold</n><c>false</c>")).IsFault.ShouldBeTrue();
        (await CallAsync("nms:subscription", "Subscribe", $"<n>gold</n>{Recipient.Replace("@id", "@email", StringComparison.Ordinal)}<c>false</c>")).IsFault.ShouldBeTrue();
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(0);

        (await CallAsync("nms:subscription", "Subscribe", $"<n>gold</n>{Recipient}<c>false</c>")).ShouldBe((200, false));
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(1);
        (await CallAsync("nms:subscription", "Unsubscribe", $"<n></n>{Recipient}")).IsFault.ShouldBeTrue();
        (await CallAsync("nms:subscription", "Unsubscribe", $"<n>gold</n>{Recipient}")).ShouldBe((200, false));
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(0);
    }
}
