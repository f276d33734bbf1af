using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Campaign;
using Activation.Destinations.OAuth;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Campaign;

public class CampaignConformanceTests : PlatformConformanceTests
{
    private CampaignDestination? destination;

    private protected override IDestination Destination => destination ??= new CampaignDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => SettingsWith($$""","emailHashFilter":"{{Filter}}" """);

    private protected virtual string Organization => "sandbox";

    private protected virtual string Filter => "byEmailHash";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["clientId"] = "sandbox-client", ["clientSecret"] = "another-client-secret" };

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/troubleshooting</remarks>
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(403, """{"error_code":"403023","message":"Profile is not valid"}""", Stop, "403023"),
        new(500, """{"code":500, "message":"Oops. Something went wrong. Check your URI and try again."}""", Stop, "500"),
        new(502, """{"code": 502, "message": "Oops. Something went wrong. Check your URI and try again."}""", Stop, "502"),
        new(401, """{"error_code":"401013","message":"Oauth token is not valid"}""", Reconnect, "401013"),
        new(400, "{}", Refused, "http400"),
        new(429, "{}", Throttled, "http429"),
        new(500, "", Retry, "http500"),
        new(503, "", Retry, "http503"),
    ];

    private string SettingsWith(string more) => $$"""{"organization":"{{Organization}}","apiBaseUrl":"{{Sandbox.BaseUrl}}campaign","imsBaseUrl":"{{Sandbox.BaseUrl}}campaign"{{more}}}""";

    /// <summary>Members take turns with the key and the filter: the stand-in knows a profile for each value.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, [Destination.Type.Identifiers[number % 2]]);

    private protected override async Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Sandbox.Platform.Audiences.FirstOrDefault(a => a.Description == audienceId) is { } audience ? await base.HeldAsync(audience.Id) : [];

    [Fact]
    public async Task Send_ProfilesThatAreNone_AreRefusedAndTheOthersAdded()
    {
        var service = await EnsureAsync();
        Sandbox.Platform.RefusesRow = keys => keys[0] == "externalId:C-2" || keys[0] == $"email:{Member.Hash("b")}";

        var sent = await SendAsync(Batch(service, BatchOperation.Add, External("C 1 ö"), External("C-2"), Member.Of("C-3", ("email", ["b"]))));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, "profileNotFound"), new RejectedRow(2, "profileNotFound")]);
        (await HeldAsync(service)).ShouldBe(["externalId:C 1 ö"]);
    }

    [Fact]
    public async Task Send_HashedEmailWithoutFilter_IsRefused()
    {
        var service = await EnsureAsync();

        var sent = await Destination.SendAsync(Account(SettingsWith(""), Secret), Batch(service, BatchOperation.Add, Member.Of("C-3", ("email", ["b"]))), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(0, "noEmailHashFilter")]);
    }

    [Fact]
    public async Task Send_Twice_SubscribesOnceAndRemovingLeavesTheService()
    {
        var service = await EnsureAsync();
        Sandbox.Platform.ClearCalls();

        await SendAsync(Batch(service, BatchOperation.Add, External("C-1")));
        await SendAsync(Batch(service, BatchOperation.Add, External("C-1")));
        await SendAsync(Batch(service, BatchOperation.Remove, External("C-1")));
        await SendAsync(Batch(service, BatchOperation.Remove, External("C-1")));

        Sandbox.Platform.Calls.Select(c => c.Operation).Where(o => o is "add" or "remove" or "delete").ShouldBe(["add", "remove"]);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(0);
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
    public async Task EnsureAudience_LongNames_AreCutToWhatCampaignKeeps()
    {
        var spec = new AudienceSpec(new SyncId(new string('s', 64)), new string('n', 200), "", "[activation:s]", null);

        var made = await Destination.EnsureAudienceAsync(Working, spec, CancellationToken.None);
        var again = await Destination.EnsureAudienceAsync(Working, spec with { KnownId = made.AudienceId, Name = new string('m', 200) }, CancellationToken.None);

        made.Result.ShouldBe(DestinationResult.Success);
        again.ShouldBe(made);
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe(new string('m', 128));
    }

    [Fact]
    public async Task EnsureAudience_BehindMoreThanAPageOfServices_IsFound()
    {
        for (var i = 0; i < 101; i++)
        {
            (await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId($"s{i}"), $"Service {i}", "", $"[activation:s{i}]", null), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        }

        (await EnsureAsync()).ShouldBe("activation_gold");
        (await EnsureAsync()).ShouldBe("activation_gold");
        Sandbox.Platform.Audiences.Count.ShouldBe(102);
    }

    private static MemberRow External(string id) => Member.Of(id, ("externalId", [id]));
}
