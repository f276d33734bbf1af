namespace Activation.Tests.Destinations;

/// <summary>For what must not make a call.</summary>
internal sealed class NoClients : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => throw new InvalidOperationException("No call is expected.");
}
