using Activation.Destinations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Tests.Destinations;

/// <summary>The product's own HTTP client, composed as in a host.</summary>
internal sealed class TestHttp : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    private TestHttp(int timeoutSeconds)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Activation:Delivery:HttpTimeoutSeconds", timeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture))])
            .Build();
        provider = new ServiceCollection().AddLogging().AddDestinationHttp(configuration).BuildServiceProvider();
    }

    public static TestHttp Create(int timeoutSeconds = 10) => new(timeoutSeconds);

    public DestinationHttp Client => provider.GetRequiredService<DestinationHttp>();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
