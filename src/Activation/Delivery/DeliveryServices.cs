using Activation.Delivery.Splitting;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Delivery;

public static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BatchStore>().AddSingleton<BatchPayloads>().AddSingleton<BatchOutcomes>().AddSingleton<BatchReplay>();
        services.AddSingleton<SplitStore>().AddSingleton<SplitSender>().AddSingleton<BatchCall>();

        // Its constructor is internal, since it takes internal services; so it is called here by name.
        services.AddSingleton(p => new BatchDelivery(
            p.GetRequiredService<RunStore>(), p.GetRequiredService<BatchStore>(), p.GetRequiredService<BatchPayloads>(), p.GetRequiredService<BatchOutcomes>(),
            p.GetRequiredService<BatchCall>(), p.GetRequiredService<RunAdvancer>(), p.GetRequiredService<BlobLeases>(),
            p.GetRequiredService<IMessageQueue>(), p.GetRequiredService<IOptions<DeliveryOptions>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<BatchDelivery>>()));
        return services;
    }
}
