using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Marketo;
using Activation.Destinations.OAuth;
using Microsoft.Extensions.Time.Testing;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Marketo;

public sealed class MarketoConformanceTests : PlatformConformanceTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero));
    private MarketoDestination? destination;

    private protected override IDestination Destination => destination ??= new MarketoDestination(Http.Client, new AccessTokens(Http.Client, time), time);

    private protected override string Settings => SettingsWith(""","externalIdField":"crmId","emailHashField":"emailSha256" """);

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "another-client-secret" };

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(413, "", Refused, "413"), new(414, "", Stop, "414"),
        Error("500", Retry), Error("502", Retry), Error("601", Reconnect), Error("602", Reconnect), Error("603", Stop), Error("604", Retry), Error("605", Stop),
        Error("606", Throttled) with { Wait = TimeSpan.FromSeconds(20) }, Error("607", Throttled) with { Wait = TimeSpan.FromHours(12) },
        Error("608", Retry), Error("609", Stop), Error("610", Stop), Error("611", Retry), Error("612", Stop), Error("613", Stop), Error("614", Retry),
        Error("615", Throttled), Error("616", Stop), Error("701", Stop), Error("702", Stop), Error("703", Stop), Error("704", Stop), Error("709", Stop), Error("710", Stop), Error("711", Stop),
        Error("713", Retry), Error("719", Retry), Error("1001", Refused), Error("1002", Stop), Error("1003", Refused), Error("1006", Stop), Error("1008", Stop), Error("1011", Stop),
        Error("1013", AudienceMissing), Error("1014", Stop), Error("1017", Stop), Error("1019", Throttled), Error("1022", Stop), Error("9999", Stop),
        new(200, """{"requestId":"e42b#14272d07d78","success":false}""", Stop, "noSuccess"),
        new(200, "soon", Retry, "unreadableResponse"),
    ];

    private string SettingsWith(string more) => $$"""{"munchkinId":"123-ABC-456","folderId":"1034","apiBaseUrl":"{{Sandbox.BaseUrl}}marketo"{{more}}}""";

    /// <remarks>The shape of https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/error-codes</remarks>
    private static DocumentedError Error(string code, DestinationOutcome outcome) =>
        new(200, $$"""{"requestId":"e42b#14272d07d78","success":false,"errors":[{"code":"{{code}}","message":"As documented"}]}""", outcome, code);

    /// <summary>Members take turns with the two fields: the stand-in knows a lead for each value.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, [Destination.Type.Identifiers[number % 2]]);

    [Fact]
    public async Task Send_LeadsThatAreNone_AreRefusedAndTheOthersAdded()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.RefusesRow = keys => keys.Contains("crmId:C-2");

        var sent = await SendAsync(Batch(list, BatchOperation.Add, External("C-1"), External("C-2"), External("C,3")));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "leadNotFound"), new RejectedRow(2, "unsupportedValue")]);
        (await HeldAsync(list)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_MemberFoundByOneOfTwoFields_IsTaken()
    {
        var list = await EnsureAsync();
        var member = Member.Of(1, Destination.Type.Identifiers);
        Sandbox.Platform.RefusesRow = keys => keys.Any(k => k.StartsWith("crmId:", StringComparison.Ordinal));

        (await SendAsync(Batch(list, BatchOperation.Add, member))).Rejected.ShouldBeEmpty();

        (await HeldAsync(list)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_FieldOfAnIdentifierIsNotSet_IsNeitherAskedForNorTaken()
    {
        var list = await EnsureAsync();
        var account = Account(SettingsWith(""","externalIdField":"crmId" """), Secret);

        var sent = await Destination.SendAsync(account, Batch(list, BatchOperation.Add, External("C-1"), Member.Of("C-2", ("email", ["b"]))), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(1, "noLeadField")]);
        Sandbox.Platform.Calls.Count(c => c.Path.EndsWith("/rest/v1/leads.json", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Send_LeadGoneBetweenLookUpAndAdd_IsRefused()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.RefusesRow = keys => keys[0].StartsWith("LEAD:", StringComparison.Ordinal);

        (await SendAsync(Batch(list, BatchOperation.Add, External("C-1")))).Rejected.ShouldBe([new RejectedRow(0, "leadNotFound")]);
        (await SendAsync(Batch(list, BatchOperation.Remove, External("C-1")))).Rejected.ShouldBeEmpty();
    }

    [Fact]
    public async Task EnsureAudience_ListOfAnotherOrGone_IsSaid()
    {
        var list = await EnsureAsync();

        var taken = await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId("other"), "Gold members", "", "[activation:other]", null), CancellationToken.None);
        (taken.Result.Outcome, taken.Result.Code).ShouldBe((Stop, "audienceNameTaken"));

        var gone = await Destination.EnsureAudienceAsync(Working, Spec("99"), CancellationToken.None);
        (gone.Result.Outcome, gone.AudienceId).ShouldBe((AudienceMissing, null));
        (await SendAsync(Batch("99", BatchOperation.Add, External("C-1")))).Result.Outcome.ShouldBe(AudienceMissing);
        list.ShouldNotBe("99");
    }

    [Fact]
    public async Task DeleteAudience_Twice_LeavesNone()
    {
        var list = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Working, list, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Working, list, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1022", Stop)]
    [InlineData("611", Retry)]
    public async Task DeleteAudience_Refused_IsSaid(string code, DestinationOutcome outcome)
    {
        var list = await EnsureAsync();
        var error = Error(code, outcome);
        Sandbox.Platform.Answer = call => call.Operation == "delete" ? new(error.Status, error.Body) : null;

        (await Destination.DeleteAudienceAsync(Working, list, CancellationToken.None)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Check_FieldThatMarketoDoesNotKnow_IsSaid()
    {
        var result = await Destination.CheckAsync(Account(SettingsWith(""","externalIdField":"otherId" """), Secret), CancellationToken.None);

        (result.Outcome, result.Code).ShouldBe((Stop, "unknownField"));
    }

    private static MemberRow External(string id) => Member.Of(id, ("externalId", [id]));
}
