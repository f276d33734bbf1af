using System.Net.Http.Headers;
using System.Text;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.AzureMessaging;

public sealed class MessagingDoubleTests : IAsyncLifetime
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";
    private const string Body = """{\"operation\":\"add\",\"audience\":{\"id\":\"gold\"},\"member\":{\"id\":\"p1\",\"identifiers\":{}}}""";
    private const string Event = $$$"""[{"Body":"{{{Body}}}","UserProperties":{}}]""";
    private const string Message = $$$"""[{"Body":"{{{Body}}}","BrokerProperties":{"MessageId":"1"},"UserProperties":{}}]""";

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData("eventhub", Event, BatchType, 201)]
    [InlineData("eventhub", Event, "application/json", 400)]
    [InlineData("eventhub", Event, BatchType + "; charset=utf-8", 400)]
    [InlineData("eventhub", Message, BatchType, 400)]
    [InlineData("eventhub", "[]", BatchType, 400)]
    [InlineData("eventhub", """[{"Body":{"operation":"add"}}]""", BatchType, 400)]
    [InlineData("servicebustopic", Message, BatchType, 201)]
    [InlineData("servicebustopic", Event, BatchType, 400)]
    [InlineData("servicebustopic", "{}", BatchType, 400)]
    public async Task Post_Batch_IsTakenOnlyAsDocumented(string service, string body, string type, int status) => (await PostAsync(service, body, type)).ShouldBe(status);

    [Theory]
    [InlineData("eventhub", 1024, 413)]
    [InlineData("servicebustopic", 256, 403)]
    public async Task Post_TooLarge_IsRefused(string service, int kilobytes, int status) =>
        (await PostAsync(service, $"[{{\"Body\":\"{new string('x', kilobytes * 1024)}\"}}]", BatchType)).ShouldBe(status);

    [Fact]
    public async Task Post_WithoutToken_IsUnauthorized() => (await PostAsync("eventhub", Event, BatchType, token: "other")).ShouldBe(401);

    private async Task<int> PostAsync(string service, string body, string type, string token = "sandbox-token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUrl, $"{service}/audiences/messages?api-version=2014-01")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Authorization = new("Bearer", token);
        return (await http.Client.SendAsync(request, CancellationToken.None)).Status;
    }
}
