using Activation.Destinations.Meta;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Destinations;

public static class DestinationsServices
{
    /// <summary>More than any answer of a platform; a larger one is not one of its answers.</summary>
    private const int MaxResponseBytes = 8 * 1024 * 1024;

    public static IServiceCollection AddDestinations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IDestination, MetaDestination>();
        services.AddSingleton<DestinationCatalog>();
        return services.AddDestinationHttp(configuration);
    }

    /// <summary>
    /// The client has a timeout and nothing else: the queue owns the retries. It follows no redirect (the token would travel along) and does
    /// not log, because addresses hold proofs and cursors.
    /// </summary>
    internal static IServiceCollection AddDestinationHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DestinationHttpOptions>().Bind(configuration.GetSection(DestinationHttpOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(DestinationHttp.ClientName)
            .ConfigureHttpClient(static (provider, client) =>
            {
                client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<DestinationHttpOptions>>().Value.HttpTimeoutSeconds);
                client.MaxResponseContentBufferSize = MaxResponseBytes;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Activation/0.1");
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<DestinationHttp>();
        return services;
    }
}
