using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.AdobeDcs;
using Activation.Tests.Destinations.Adobe;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.AdobeDcs;

public sealed class DcsConformanceTests : NamedAudienceConformanceTests
{
    private protected override IDestination Destination => new DcsDestination(Http.Client, TimeProvider.System);

    private protected override string Settings =>
        $$"""{"domainAlias":"sandbox","organizationId":"5DC5123F5245B1D20A490D46@AdobeOrg","emailDataSource":"12345","apiBaseUrl":"{{Sandbox.BaseUrl}}adobedcs"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string>();

    private protected override IReadOnlyDictionary<string, string>? WrongSecret => null;

    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        Error(0, Retry), Error(1, Stop), Error(2, Stop), Error(10, Retry), Error(100, Stop), Error(109, Stop), Error(111, Stop), Error(198, Stop), Error(199, Stop),
        Error(200, Retry), Error(201, Retry), Error(202, Retry), Error(203, Retry), Error(204, Retry), Error(205, Retry), Error(302, Stop), Error(304, Stop),
        new(200, "{}", Success, "") { Headers = new Dictionary<string, string> { ["X-Error"] = "171" } },
        new(200, "", Stop, "1") { Headers = new Dictionary<string, string> { ["X-Error"] = "101,1" } },
        new(200, "GIF89a", Retry, "unreadableResponse"),
        new(503, "", Throttled, "http503") { Headers = new Dictionary<string, string> { ["Retry-After"] = "30" }, Wait = TimeSpan.FromSeconds(30) },
    ];

    private static DocumentedError Error(int code, DestinationOutcome outcome) =>
        new(200, $$"""{"errors":[{"code":{{code}},"msg":"As documented"}]}""", outcome, $"{code}");

    [Theory]
    [InlineData("""{"errors":[{"code":101,"msg":"Invalid Experience Cloud id passed in"},{"code":102,"msg":"Invalid aam id passed in request"}]}""", "invalidEcid")]
    [InlineData("""{"errors":[{"code":104}]}""", "invalidId")]
    [InlineData("""{"errors":[{"code":171}]}""", "optedOut")]
    [InlineData("""{"errors":[{"code":172}]}""", "cookiesBlocked")]
    [InlineData("""{"errors":[{"code":173}]}""", "optedOut")]
    [InlineData("""{"errors":[{"code":300}]}""", "invalidId")]
    [InlineData("""{"errors":[{"code":301},{"code":309}]}""", "tooManyIds")]
    [InlineData("""{"errors":[{"code":303}],"uuid":"1"}""", "blockedId")]
    [InlineData("""{"errors":[{"code":306}]}""", "blockedId")]
    [InlineData("""{"errors":[{"code":307}]}""", "blockedId")]
    [InlineData("""{"errors":[{"code":310}],"uuid":"1"}""", "tooManyIds")]
    [InlineData("""{"errors":[{"code":311}]}""", "invalidParameters")]
    [InlineData("""{"errors":[{"code":312}]}""", "invalidDeviceId")]
    [InlineData("""{"errors":[{"code":315}]}""", "noConsent")]
    [InlineData("""{"errors":[{"code":9999}]}""", "rejectedByPlatform")]
    [InlineData("{}", "notProcessed")]
    public async Task Send_ErrorOfOneVisitor_RefusesThatMemberAlone(string body, string reason)
    {
        Sandbox.Platform.Answer = call => call.Number == 2 ? new(200, body) : null;

        var sent = await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2), Row(3)));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(1, reason)]);
        (await HeldAsync("gold")).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(171, true)]
    [InlineData(173, true)]
    [InlineData(172, false)]
    [InlineData(306, false)]
    public async Task Send_RemoveIsRefused_StandsUnlessTheVisitorHasOptedOut(int code, bool isOut)
    {
        Sandbox.Platform.Answer = _ => new(200, $$"""{"errors":[{"code":{{code}}}]}""");

        var sent = await SendAsync(Batch("gold", BatchOperation.Remove, Row(1)));

        (sent.Result, sent.Rejected.Count).ShouldBe((DestinationResult.Success, isOut ? 0 : 1));
    }

    [Theory]
    [InlineData(313)]
    [InlineData(314)]
    public async Task Send_NoteOnConsentString_CountsAsTaken(int code)
    {
        Sandbox.Platform.Answer = _ => new(200, $$"""{"errors":[{"code":{{code}}}],"uuid":"1"}""");

        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1)))).Rejected.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_EveryIdentityOfAMember_IsACallOfItsOwn()
    {
        var member = Member.Of(1, Destination.Type.Identifiers);

        (await SendAsync(Batch("gold", BatchOperation.Add, member))).Rejected.ShouldBeEmpty();
        (await HeldAsync("gold")).Count.ShouldBe(4);

        (await SendAsync(Batch("gold", BatchOperation.Remove, member))).Rejected.ShouldBeEmpty();
        (await HeldAsync("gold")).ShouldBeEmpty();
        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe([.. Enumerable.Repeat("add", 4), .. Enumerable.Repeat("remove", 4)]);
    }

    [Fact]
    public async Task Send_HashedEmailWithoutDataSource_IsRefusedOnlyIfNothingElseIsSent()
    {
        var account = Account($$"""{"domainAlias":"sandbox","organizationId":"5DC5123F5245B1D20A490D46@AdobeOrg","apiBaseUrl":"{{Sandbox.BaseUrl}}adobedcs"}""", Secret);
        var both = new MemberRow(ProfileId.ForCustomer("C-1"), [new("ecid", [Ecid(1)]), new("email", [Member.Hash("a")])]);

        var sent = await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, both, Member.Of("C-2", ("email", ["b"]))), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(1, "noDataSource")]);
        (await HeldAsync("gold")).ShouldBe([$"ECID:{Ecid(1)}"]);
    }

    [Theory]
    [InlineData("other", "5DC5123F5245B1D20A490D46@AdobeOrg", "1")]
    [InlineData("sandbox", "5DC5123F5245B1D20A490D47@AdobeOrg", "2")]
    public async Task Check_WrongAccount_SaysWhichSetting(string alias, string organization, string code)
    {
        var account = Account($$"""{"domainAlias":"{{alias}}","organizationId":"{{organization}}","apiBaseUrl":"{{Sandbox.BaseUrl}}adobedcs"}""", Secret);

        var result = await Destination.CheckAsync(account, CancellationToken.None);

        (result.Outcome, result.Code).ShouldBe((Stop, code));
    }
}
