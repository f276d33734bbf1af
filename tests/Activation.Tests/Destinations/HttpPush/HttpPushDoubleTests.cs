using System.Net;
using System.Security.Cryptography;
using System.Text;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.HttpPush;

public sealed class HttpPushDoubleTests : IAsyncLifetime
{
    private const string Good = """
        {"ProcessTime":"Wed Jul 27 16:17:42 UTC 2016","User_DPID":"12345","Client_ID":"","AAM_Destination_Id":"","User_count":"1","Users":[
        {"AAM_UUID":"","DataPartner_UUID":"4250948725049857","Segments":[{"Segment_ID":"14356","Status":"1","DateTime":"Wed Jul 27 16:17:22 UTC 2016"}]}]}
        """;

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
    public async Task Post_GoodRequest_IsTaken() => (await PostAsync(Good)).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("\"Status\":\"1\"", "\"Status\":\"2\"")]
    [InlineData("\"Status\":\"1\"", "\"Status\":1")]
    [InlineData("\"User_count\":\"1\"", "\"User_count\":\"2\"")]
    [InlineData("\"User_count\":\"1\"", "\"User_count\":1")]
    [InlineData("\"Client_ID\":\"\",", "")]
    [InlineData("\"Client_ID\":\"\",", "\"Client_ID\":\"\",\"Colour\":\"red\",")]
    [InlineData("\"AAM_UUID\":\"\"", "\"AAM_UUID\":\"1\"")]
    [InlineData("\"DataPartner_UUID\":\"4250948725049857\"", "\"DataPartner_UUID\":\"\"")]
    [InlineData("\"User_DPID\":\"12345\"", "\"User_DPID\":\"20914\"")]
    [InlineData("\"User_DPID\":\"12345\"", "\"User_DPID\":\"20915\"")]
    [InlineData("Wed Jul 27 16:17:22 UTC 2016", "2016-07-27T16:17:22Z")]
    [InlineData("\"Segment_ID\":\"14356\"", "\"Segment_ID\":\"\"")]
    public async Task Post_WrongBody_IsRefused(string part, string wrong) => (await PostAsync(Good.Replace(part, wrong))).ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("X-Signature")]
    [InlineData("X-Timestamp")]
    public async Task Post_NotSigned_IsUnauthorized(string header) => (await PostAsync(Good, without: header)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("X-Sequence")]
    public async Task Post_WithoutKeyOrSequence_IsRefused(string header) => (await PostAsync(Good, without: header)).ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Post_WithoutToken_IsUnauthorizedWhereOneIsNeeded() => (await PostAsync(Good, path: "httppush/oauth/users")).ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<HttpStatusCode> PostAsync(string body, string? without = null, string path = "httppush/users")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUrl, path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new("application/json");
        var signature = Convert.ToBase64String(HMACSHA256.HashData("sandbox-signing-secret"u8, Encoding.UTF8.GetBytes($"1795500000.{body}")));
        foreach (var (name, value) in new[] { ("X-Timestamp", "1795500000"), ("X-Signature", signature), ("Idempotency-Key", "1"), ("X-Sequence", "1") })
        {
            if (name != without)
            {
                request.Headers.Add(name, value);
            }
        }

        return (HttpStatusCode)(await http.Client.SendAsync(request, CancellationToken.None)).Status;
    }
}
