using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Activation.Destinations;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.Adobe;

/// <summary>Raw calls to a stand-in, to see that it is as strict as its platform.</summary>
public abstract class DoubleTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;

    private protected SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private protected async Task<HttpReply> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Sandbox.BaseUrl, path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var reply = await http.Client.SendAsync(request, CancellationToken.None);
        reply.Failure.ShouldBeNull();
        return reply;
    }

    private protected static JsonElement Json(HttpReply reply) => JsonElement.Parse(reply.Body);

    private protected static HttpContent Text(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
