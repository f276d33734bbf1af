using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Local.Sandbox.Doubles;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Google;

/// <summary>How strict Google's stand-in is.</summary>
public sealed class GoogleDoubleTests : GoogleSandboxTest
{
    [Theory]
    [InlineData("""{}""", "INVALID_ARGUMENT")]
    [InlineData("""{"destinations":[TARGET],"audienceMembers":[]}""", "INVALID_ARGUMENT")]
    [InlineData("""{"destinations":[]}""", "INVALID_DESTINATION")]
    [InlineData("""{"destinations":[{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"999"}]}""", "INVALID_USER_LIST_ID")]
    public async Task Double_MalformedClearing_IsRefused(string body, string reason)
    {
        var list = await EnsureAsync();
        await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])));

        var (status, answer) = await Raw.SendAsync(
            HttpMethod.Post, "google/v1/audienceMembers:removeAll",
            body.Replace("TARGET", $$"""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"{{list}}"}""", StringComparison.Ordinal));

        status.ShouldBe(400);
        answer.GetRawText().ShouldContain($"\"reason\":\"{reason}\"");
        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Double_RefusesAfterItsAnswer_TheStatusSaysSoAndTheOthersAreIn()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.RefusesLater = keys => keys.Contains($"EMAIL:{Member.Hash("b")}", StringComparer.Ordinal);

        var part = await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"])));
        var whole = await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-2", ("email", ["b"])));

        (part.Result, part.Rejected.Count).ShouldBe((DestinationResult.Success, 0));
        Sandbox.Platform.Keys(list).ShouldBe([$"EMAIL:{Member.Hash("a")}"]);
        var report = await Destination.ReportAsync(Account(), list, [part.Receipt.ShouldNotBeNull(), whole.Receipt.ShouldNotBeNull()], CancellationToken.None);
        report.ShouldNotBeNull().Receipts.Select(r => (r.State, r.Received, r.Invalid)).ShouldBe([(ReceiptState.CompletedWithErrors, 2L, 1L), (ReceiptState.Failed, 1L, 1L)]);
    }

    [Theory]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[MEMBER],"encoding":"HEX"}""", "TERMS_AND_CONDITIONS_NOT_SIGNED")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[MEMBER],"encoding":"BASE64",TERMS}""", "INVALID_ARGUMENT")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[MEMBER],"encoding":"HEX",TERMS,"colour":"red"}""", "INVALID_ARGUMENT")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[MEMBER],"encoding":"HEX",TERMS,"consent":{"adUserData":"GRANTED"}}""", "INVALID_ENUM_VALUE")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[{"compositeData":{"userData":{"userIdentifiers":[EMAIL]}},"consent":{"adUserData":"GRANTED"}}],"encoding":"HEX",TERMS}""", "INVALID_ENUM_VALUE")]
    [InlineData("ingest", """{"destinations":[],"audienceMembers":[MEMBER],"encoding":"HEX",TERMS}""", "INVALID_DESTINATION")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[],"encoding":"HEX",TERMS}""", "REQUIRED_FIELD_MISSING")]
    [InlineData("ingest", """{"destinations":[TARGET],"audienceMembers":[{"compositeData":{"userData":{"userIdentifiers":[{"addressInfo":{}}]}}}],"encoding":"HEX",TERMS}""", "INVALID_AUDIENCE_MEMBER")]
    [InlineData("remove", """{"destinations":[TARGET],"audienceMembers":[MEMBER],"encoding":"HEX",TERMS}""", "INVALID_ARGUMENT")]
    public async Task Double_MalformedCall_IsRefused(string method, string body, string reason)
    {
        var list = await EnsureAsync();
        body = body.Replace("TARGET", $$"""{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"{{list}}"}""", StringComparison.Ordinal)
            .Replace("MEMBER", """{"compositeData":{"userData":{"userIdentifiers":[EMAIL]}}}""", StringComparison.Ordinal)
            .Replace("EMAIL", $$"""{"emailAddress":"{{Member.Hash("a")}}"}""", StringComparison.Ordinal)
            .Replace("TERMS", """ "termsOfService":{"customerMatchTermsOfServiceStatus":"ACCEPTED"}""", StringComparison.Ordinal);

        var (status, answer) = await Raw.SendAsync(HttpMethod.Post, $"google/v1/audienceMembers:{method}", body);

        status.ShouldBe(400);
        answer.GetRawText().ShouldContain($"\"reason\":\"{reason}\"");
        Sandbox.Platform.Keys(list).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"displayName":"x"}""")]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["MOBILE_ID"]}}""")]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["CONTACT_ID"]},"membershipDuration":"100s"}""")]
    public async Task Double_MalformedList_IsRefused(string body) => (await Raw.SendAsync(HttpMethod.Post, Lists, body)).Status.ShouldBe(400);

    [Fact]
    public async Task Double_WrongToken_IsRefused() => (await Raw.SendAsync(HttpMethod.Get, Lists, token: "other")).Status.ShouldBe(401);
}
