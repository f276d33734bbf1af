using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Campaign;
using Activation.Destinations.OAuth;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Campaign;

/// <summary>The calls, byte for byte as Campaign's documents show them.</summary>
public sealed class CampaignRequestTests
{
    private const string Root = "https://mc.adobe.io/geometrixx/campaign";
    private const string Token = """{"access_token":"t","token_type":"bearer","expires_in":86399}""";
    private const string Services = """{"content":[{"PKey":"@svc","name":"activation_gold","label":"Gold","href":"https://mc.adobe.io/geometrixx/profileAndServices/service/@svc","subscriptions":{"href":"https://mc.adobe.io/geometrixx/campaign/profileAndServices/service/@svc/subscriptions/"}}]}""";
    private const string Profile = """{"PKey":"@jd","firstName":"John","subscriptions":{"href":"https://mc.adobe.io/geometrixx/campaign/profileAndServices/profile/@jd/subscriptions/"}}""";

    private readonly RecordedCalls calls = new();

    private static DestinationAccount Account(string settings) => new(
        new DestinationId("campaign"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["clientId"] = "id", ["clientSecret"] = "secret" });

    private static DestinationAccount Working => Account("""{"organization":"geometrixx"}""");

    private CampaignDestination Destination
    {
        get
        {
            var http = new DestinationHttp(calls);
            return new CampaignDestination(http, new AccessTokens(http, TimeProvider.System), TimeProvider.System);
        }
    }

    private static DestinationBatch Batch(BatchOperation operation) => new(
        new BatchId(new RunId("gold.1"), 1), 1, "activation_gold", "Gold", operation, [Member.Of("C-1", ("externalId", ["C-1"]))], DateTimeOffset.UnixEpoch);

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions/perform-subscriptions</remarks>
    [Fact]
    public async Task Send_Add_SubscribesTheProfile()
    {
        foreach (var answer in (string[])[Token, Services, Profile, """{"content":[]}""", """{"service":{"PKey":"@svc","title":"Gold"}}"""])
        {
            calls.Answer(answer);
        }

        var sent = await Destination.SendAsync(Working, Batch(BatchOperation.Add), CancellationToken.None);

        (sent.Result, sent.Rejected.Count).ShouldBe((DestinationResult.Success, 0));
        calls.All.Skip(1).ShouldBe(
        [
            $"GET {Root}/profileAndServices/service?_lineCount=100 ",
            $"GET {Root}/profileAndServicesExt/profile/C-1 ",
            $"GET {Root}/profileAndServices/profile/@jd/subscriptions/ ",
            $"POST {Root}/profileAndServices/profile/@jd/subscriptions/ " + """{"service":{"PKey":"@svc"}}""",
        ]);
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions/deleting-subscriptions</remarks>
    [Theory]
    [InlineData(""","href":"https://mc.adobe.io/geometrixx/campaign/profileAndServices/service/@svc/subscriptions/@sub" """)]
    [InlineData("")]
    public async Task Send_Remove_DeletesTheSubscriptionAndNeverTheService(string href)
    {
        foreach (var answer in (string[])[Token, Services, Profile, $$"""{"content":[{"PKey":"@sub","service":{"PKey":"@svc","name":"activation_gold","href":"https://mc.adobe.io/geometrixx/campaign/profileAndServices/service/@svc"}{{href}}}]}""", ""])
        {
            calls.Answer(answer);
        }

        (await Destination.SendAsync(Working, Batch(BatchOperation.Remove), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);

        calls.All[^1].ShouldBe($"DELETE {Root}/profileAndServices/service/@svc/subscriptions/@sub ");
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions/creating-a-service</remarks>
    [Fact]
    public async Task EnsureAudience_New_MakesAService()
    {
        foreach (var answer in (string[])[Token, """{"content":[]}""", """{"PKey":"@svc","label":"My newsletter"}"""])
        {
            calls.Answer(answer);
        }

        await Destination.EnsureAudienceAsync(Working, new AudienceSpec(new SyncId("gold"), "My newsletter", "", "[activation:gold]", null), CancellationToken.None);

        calls.All[^1].ShouldBe($$"""POST {{Root}}/profileAndServices/service {"label":"My newsletter","messageType":"email","name":"activation_gold"}""");
    }

    [Fact]
    public async Task Send_AnswerThatPointsElsewhere_IsFollowedAtTheOwnServer()
    {
        foreach (var answer in (string[])[Token, Services, Profile.Replace("mc.adobe.io", "evil.example.com", StringComparison.Ordinal), """{"content":[]}""", "{}"])
        {
            calls.Answer(answer);
        }

        await Destination.SendAsync(Working, Batch(BatchOperation.Add), CancellationToken.None);

        calls.All.Skip(1).ShouldAllBe(c => c.Contains($" {Root}/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{}""", "settings.organization")]
    [InlineData("""{"organization":"a/b"}""", "settings.organization")]
    [InlineData("""{"organization":"a","emailHashFilter":"by hash"}""", "settings.emailHashFilter")]
    [InlineData("""{"organization":"a","emailHashFilter":"byHash","emailHashParameter":"a=b"}""", "settings.emailHashParameter")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings))).Path.ShouldBe(path);
}
