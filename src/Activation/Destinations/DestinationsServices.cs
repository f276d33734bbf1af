using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Destinations;

public static class DestinationsServices
{
    public static IServiceCollection AddDestinations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DestinationCatalog>();
        return services;
    }
}
