using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Google;

/// <summary>Lists of mobile ids: their settings, bodies and stand-in.</summary>
public sealed class GoogleMobileTests : IAsyncLifetime
{
    private const string Id = "cdda802e-fb9c-47ad-9866-0794d394c912";
    private const string Lists = "googlemobile/v1/accountTypes/GOOGLE_ADS/accounts/1234567890/userLists";

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private GoogleMobileDestination Destination => new(http.Client, new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData("ANDROID", Id)]
    [InlineData("IOS", "CDDA802E-FB9C-47AD-9866-0794D394C912")]
    public async Task Send_Id_IsSpelledAsItsSystemDoes(string keySpace, string spelled)
    {
        var account = GoogleAccounts.Account(GoogleAccounts.MobileSettings(Sandbox.BaseUrl, keySpace), GoogleAccounts.User);
        var list = (await Destination.EnsureAudienceAsync(account, new AudienceSpec(new SyncId("gold"), "Gold", "", "[gold]", null), CancellationToken.None)).AudienceId.ShouldNotBeNull();
        DestinationBatch Batch(BatchOperation operation) => new(new BatchId(new RunId("gold.1"), 1), 1, list, "Gold", operation, [Member.Of("C-1", ("mobileAdId", [Id]))], DateTimeOffset.UnixEpoch);

        (await Destination.SendAsync(account, Batch(BatchOperation.Add), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(list).ShouldBe([$"MOBILE:{spelled}"]);
        (await Destination.SendAsync(account, Batch(BatchOperation.Remove), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Keys(list).ShouldBeEmpty();
    }

    /// <remarks>Golden: the fields of https://developers.google.com/data-manager/api/reference/rest/v1/audienceMembers/ingest and …/MobileData; the encoding is of hashes.</remarks>
    [Fact]
    public void Body_OfMobileIds_HasTenAtMostInAMemberAndNoEncoding()
    {
        var ids = Enumerable.Range(0, 11).Select(i => $"00000000-0000-4000-8000-{i:D12}").ToArray();
        var members = GoogleMember.Of([Member.Of("C-1", ("mobileAdId", ids))], new GoogleMobileList(GoogleMobileList.Android, "com.example.shop"), []);
        var body = new GoogleMembersBody([new GoogleTarget(null, new GoogleAccount("GOOGLE_ADS", "1234567890"), "55")], [members[1].Content], null, new GoogleTerms("ACCEPTED"));

        members.Select(m => (m.Row, m.Content.MobileData?.MobileIds.Count)).ShouldBe([(0, 10), (0, 1)]);
        JsonSerializer.Serialize(body, GoogleJson.Default.GoogleMembersBody).ShouldBe(
            """{"destinations":[{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"55"}],"audienceMembers":[{"mobileData":{"mobileIds":["00000000-0000-4000-8000-000000000010"]}}],"termsOfService":{"customerMatchTermsOfServiceStatus":"ACCEPTED"}}""");
    }

    /// <remarks>Golden: the fields of https://developers.google.com/data-manager/api/reference/rest/v1/accountTypes.accounts.userLists.</remarks>
    [Fact]
    public void Body_OfList_SaysWhatTheIdsAre() =>
        JsonSerializer.Serialize(
            new GoogleIngestedInfo(["MOBILE_ID"], MobileIdInfo: new GoogleMobileInfo("DATA_SOURCE_TYPE_FIRST_PARTY", "ANDROID", "com.example.shop")), GoogleJson.Default.GoogleIngestedInfo).ShouldBe(
            """{"uploadKeyTypes":["MOBILE_ID"],"mobileIdInfo":{"dataSourceType":"DATA_SOURCE_TYPE_FIRST_PARTY","keySpace":"ANDROID","appId":"com.example.shop"}}""");

    [Theory]
    [InlineData("""{"accountId":"1","appId":"com.example.shop"}""", "settings.keySpace")]
    [InlineData("""{"accountId":"1","appId":"com.example.shop","keySpace":"WINDOWS"}""", "settings.keySpace")]
    [InlineData("""{"accountId":"1","keySpace":"IOS"}""", "settings.appId")]
    [InlineData("""{"accountId":"1","keySpace":"IOS","appId":"a b"}""", "settings.appId")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(GoogleAccounts.Account(settings, GoogleAccounts.User))).Path.ShouldBe(path);

    [Fact]
    public void AccountOf_EitherKindOfList_IsTheProjectsQuota() =>
        Destination.AccountOf(GoogleAccounts.Account("""{"accountId":"1"}""", GoogleAccounts.User)).ShouldBe(
            new GoogleDestination(http.Client, new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System).AccountOf(GoogleAccounts.Account("""{"accountId":"1"}""", GoogleAccounts.User)));

    [Theory]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["CONTACT_ID"]}}""")]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["MOBILE_ID"]}}""")]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["MOBILE_ID"],"mobileIdInfo":{"keySpace":"ANDROID"}}}""")]
    [InlineData("""{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["MOBILE_ID"],"mobileIdInfo":{"keySpace":"android","appId":"com.example.shop"}}}""")]
    public async Task Double_MalformedList_IsRefused(string body) => (await Raw.SendAsync(HttpMethod.Post, Lists, body)).Status.ShouldBe(400);

    [Theory]
    [InlineData("""{"mobileData":{"mobileIds":[]}}""", "NO_IDENTIFIERS_PROVIDED")]
    [InlineData("""{"mobileData":{"mobileIds":["no-uuid"]}}""", "INVALID_FORMAT")]
    [InlineData("""{"compositeData":{"userData":{"userIdentifiers":[]}}}""", "INVALID_AUDIENCE_MEMBER")]
    public async Task Double_MalformedMember_IsRefused(string member, string reason)
    {
        var (_, made) = await Raw.SendAsync(HttpMethod.Post, Lists, """{"displayName":"x","ingestedUserListInfo":{"uploadKeyTypes":["MOBILE_ID"],"mobileIdInfo":{"keySpace":"ANDROID","appId":"com.example.shop"}}}""");
        var list = made.GetProperty("id").GetString();

        var (status, answer) = await Raw.SendAsync(
            HttpMethod.Post, "googlemobile/v1/audienceMembers:remove", $$"""{"destinations":[{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"{{list}}"}],"audienceMembers":[{{member}}]}""");

        status.ShouldBe(400);
        answer.GetRawText().ShouldContain($"\"reason\":\"{reason}\"");
    }

    private SandboxClient Raw => new(Sandbox, http);
}
