using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.CampaignClassic;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.CampaignClassic;

public sealed class ClassicConformanceTests : PlatformConformanceTests
{
    private ClassicDestination? destination;

    private protected override IDestination Destination => destination ??= new ClassicDestination(Http.Client, Http.Tokens, TimeProvider.System);

    private protected override string Settings => SettingsWith(""","externalIdField":"account","emailHashField":"emailSha256" """);

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "another-client-secret" };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(200, Fault("XSV-350008 Session has expired or is invalid. Please reconnect."), Reconnect, "XSV-350008"),
        new(200, "XSV-350008 Session has expired or is invalid. Please reconnect.", Reconnect, "XSV-350008"),
        new(403, "XSV-350012 Invalid login or password. Connection denied.", Reconnect, "XSV-350012"),
        new(500, Fault("XSV-350013 The '193.104.215.11' IP address via which you connect is not allowed."), Stop, "XSV-350013"),
        new(500, Fault("XTK-170036 Unable to parse expression '@cusId'."), Stop, "XTK-170036"),
        new(500, Fault("Transaction was deadlocked. XSV-350023 Unable to save document. SOP-330011 Error while executing the method 'Subscribe'."), Refused, "XSV-350023"),
        new(200, Fault("Something new."), Refused, "soapFault"),
        new(401, Fault("Something new."), Reconnect, "http401"),
        new(200, "<html><body>Sign in</body></html>", Retry, "unreadableResponse"),
        new(200, """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><WriteResponse/></e:Body></e:Envelope>""", Retry, "unreadableResponse"),
        new(200, """<!DOCTYPE e [<!ENTITY x "y">]><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><SubscribeResponse/></e:Body></e:Envelope>""", Retry, "unreadableResponse"),
        new(404, "", Stop, "http404"),
        new(429, "", Throttled, "http429"),
        new(500, "", Retry, "http500"),
        new(503, "", Retry, "http503"),
    ];

    private string SettingsWith(string more) => $$"""{"apiBaseUrl":"{{Sandbox.BaseUrl}}campaignclassic","imsBaseUrl":"{{Sandbox.BaseUrl}}campaignclassic"{{more}}}""";

    /// <remarks>The shape of https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/about-web-services#error-management</remarks>
    private static string Fault(string detail) =>
        $"""
        <?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body><SOAP-ENV:Fault>
        <faultcode>SOAP-ENV:Server</faultcode><faultstring>Error while executing the method.</faultstring><detail>{detail}</detail></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>
        """;

    /// <summary>Members take turns with the two attributes: the stand-in knows a recipient for each value.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, [Destination.Type.Identifiers[number % 2]]);

    private protected override async Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Sandbox.Platform.Audiences.FirstOrDefault(a => a.Description == audienceId) is { } audience ? await base.HeldAsync(audience.Id) : [];

    [Fact]
    public async Task Send_RecipientsThatAreNone_AreRefusedAndTheOthersAdded()
    {
        var service = await EnsureAsync();
        Sandbox.Platform.RefusesRow = keys => keys[0] == "account:C-2";

        var sent = await SendAsync(Batch(service, BatchOperation.Add, External("C <1> ö"), External("C-2"), External("O'Neil"), External("$(login)")));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "recipientNotFound"), new RejectedRow(2, "unsupportedValue"), new RejectedRow(3, "unsupportedValue")]);
        (await HeldAsync(service)).ShouldBe(["account:C <1> ö"]);
        (await SendAsync(Batch(service, BatchOperation.Remove, External("C-2"), External("O'Neil")))).Rejected.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_AttributeOfAnIdentifierIsNotSet_IsNeitherAskedForNorTaken()
    {
        var service = await EnsureAsync();
        var account = Account(SettingsWith(""","externalIdField":"account" """), Secret);

        var sent = await Destination.SendAsync(account, Batch(service, BatchOperation.Add, External("C-1"), Member.Of("C-2", ("email", ["b"]))), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(1, "noRecipientField")]);
        (await HeldAsync(service)).ShouldBe(["account:C-1"]);
    }

    [Fact]
    public async Task Service_Gone_IsSaid()
    {
        (await SendAsync(Batch("activation_gone", BatchOperation.Add, External("C-1")))).Result.Outcome.ShouldBe(AudienceMissing);
        (await Destination.EnsureAudienceAsync(Working, Spec("activation_gone"), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);
    }

    [Fact]
    public async Task DeleteAudience_Twice_LeavesNoneAndTheOthersAlone()
    {
        var service = await EnsureAsync();
        await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId("silver"), "Silver", "", "[activation:silver]", null), CancellationToken.None);

        (await Destination.DeleteAudienceAsync(Working, service, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Working, service, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Silver");
    }

    [Fact]
    public async Task EnsureAudience_Refused_SaysWhatToDo()
    {
        var ensured = await Destination.EnsureAudienceAsync(Account(SettingsWith(""","externalIdField":"account","folderName":"elsewhere" """), Secret), Spec(), CancellationToken.None);

        (ensured.Result.Outcome, ensured.Result.Code, ensured.AudienceId).ShouldBe((Stop, "XSV-350023", null));
        ensured.Result.Message.ShouldContain("folderName");
    }

    [Fact]
    public async Task Check_AttributeThatCampaignDoesNotKnow_IsSaid()
    {
        var result = await Destination.CheckAsync(Account(SettingsWith(""","externalIdField":"cusId" """), Secret), CancellationToken.None);

        (result.Outcome, result.Code).ShouldBe((Stop, "XTK-170036"));
    }

    private static MemberRow External(string id) => Member.Of(id, ("externalId", [id]));
}
