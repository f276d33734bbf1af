using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.Outgoing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.Tests.Destinations;

/// <summary>The product's own HTTP client, composed as in a host.</summary>
internal sealed class TestHttp : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    private TestHttp(int timeoutSeconds, string allowedHosts, ILoggerProvider? log)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("Activation:Delivery:HttpTimeoutSeconds", timeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new("Activation:Delivery:AllowedHosts", allowedHosts),
            ])
            .Build();
        provider = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddLogging(logging =>
            {
                if (log is not null)
                {
                    logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
                }
            })
            .AddDestinationHttp(configuration).BuildServiceProvider();
    }

    /// <param name="allowedHosts">This machine, where the sandbox is, unless given.</param>
    /// <param name="log">Is told everything from the level Trace on.</param>
    public static TestHttp Create(int timeoutSeconds = 10, string allowedHosts = "127.0.0.1", ILoggerProvider? log = null) => new(timeoutSeconds, allowedHosts, log);

    public DestinationHttp Client => provider.GetRequiredService<DestinationHttp>();

    public AccessTokens Tokens => provider.GetRequiredService<AccessTokens>();

    public IHttpClientFactory Clients => provider.GetRequiredService<IHttpClientFactory>();

    public OutgoingConnections Connections => provider.GetRequiredService<OutgoingConnections>();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
