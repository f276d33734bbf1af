using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Support;

/// <summary>Clients of hosts' APIs, over one pool of connections.</summary>
public sealed class ApiClientFactory : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();

    public ApiClient Create(Uri baseUrl)
    {
        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = baseUrl;
        http.Timeout = TimeSpan.FromSeconds(30);
        return new ApiClient(http);
    }

    public void Dispose() => services.Dispose();
}
