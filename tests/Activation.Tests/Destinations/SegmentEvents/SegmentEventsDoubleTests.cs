using System.Text;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.SegmentEvents;

public sealed class SegmentEventsDoubleTests : IAsyncLifetime
{
    private const string Good =
        """{"batch":[{"type":"track","messageId":"1","userId":"u1","event":"Audience Entered","properties":{"audience_key":"gold","gold":true},"timestamp":"2012-12-02T00:30:12.984Z"}]}""";

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Fact]
    public async Task Post_GoodEvent_IsHeld()
    {
        (await PostAsync(Good)).ShouldBe(200);

        Held.ShouldBe(["user:u1"]);
    }

    [Theory]
    [InlineData("\"userId\":\"u1\",", "")]
    [InlineData("\"event\":\"Audience Entered\",", "")]
    [InlineData("\"messageId\":\"1\",", "")]
    [InlineData("\"type\":\"track\"", "\"type\":\"trace\"")]
    [InlineData("\"gold\":true", "\"gold\":false")]
    [InlineData("2012-12-02T00:30:12.984Z", "soon")]
    public async Task Post_EventThatCannotBeUsed_IsDroppedUnder200(string part, string wrong)
    {
        (await PostAsync(Good.Replace(part, wrong))).ShouldBe(200);

        Held.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"batch":{}}""")]
    [InlineData("""{"batch":[1]}""")]
    [InlineData("""{"batch":[{"type":"track","colour":"red"}]}""")]
    public async Task Post_NoBatch_IsRefused(string body) => (await PostAsync(body)).ShouldBe(400);

    [Fact]
    public async Task Post_TooLargeEvent_IsRefused() => (await PostAsync(Good.Replace("u1", new string('u', 33_000)))).ShouldBe(400);

    [Fact]
    public async Task Post_WrongKey_IsUnauthorized() => (await PostAsync(Good, key: "other")).ShouldBe(401);

    [Fact]
    public async Task Post_SameMessageAgain_IsDropped()
    {
        await PostAsync(Good);
        await PostAsync(Good.Replace("u1", "u2"));

        Held.ShouldBe(["user:u1"]);
    }

    private IReadOnlyList<string> Held => Sandbox.Platform.Keys("segmentevents.gold") ?? [];

    private async Task<int> PostAsync(string body, string key = "sandbox-token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUrl, "segmentevents/v1/batch")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:")));
        return (await http.Client.SendAsync(request, CancellationToken.None)).Status;
    }
}
