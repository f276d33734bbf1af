using System.Text;
using Activation.Destinations;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations;

/// <summary>A stand-in is called without the product, to see that it refuses what its platform refuses.</summary>
public abstract class StandInTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private protected SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    /// <summary>Headers of every call: the credentials.</summary>
    private protected abstract IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    /// <param name="path">With the stand-in's own: `tiktok/open_api/…`.</param>
    /// <param name="headers">Instead of <see cref="Headers"/>.</param>
    private protected async Task<(int Status, string Body)> CallAsync(
        string method, string path, string? body = null, string contentType = "application/json", IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Sandbox.BaseUrl, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers ?? Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        var reply = await http.Client.SendAsync(request, CancellationToken.None);
        reply.Failure.ShouldBeNull();
        return (reply.Status, Encoding.UTF8.GetString(reply.Body));
    }
}
