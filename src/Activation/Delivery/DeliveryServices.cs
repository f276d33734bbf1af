using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Delivery;

public static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<BatchStore>().AddSingleton<BatchDelivery>().AddSingleton<BatchReplay>();
        return services;
    }
}
