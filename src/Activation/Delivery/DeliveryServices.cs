using Activation.Delivery.Accounts;
using Activation.Delivery.DeadLetters;
using Activation.Delivery.Splitting;
using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Monitoring.Metrics;
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
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateSettings(DeliveryOptions.Section);
        services.AddActivationMetrics();
        services.AddSingleton<BatchStore>().AddSingleton<BatchPayloads>().AddSingleton<BatchOutcomes>().AddSingleton<CallRecords>().AddSingleton<DeadLetterStore>().AddSingleton<BatchReplay>();
        services.AddSingleton<RunDeliveries>().AddSingleton<LateDenials>().AddSingleton<SplitStore>().AddSingleton<SplitSender>().AddSingleton<BatchCall>().AddSingleton<BatchSettlement>();
        services.AddSingleton<AccountStateStore>().AddSingleton<AccountLooks>().AddSingleton<AccountSlots>().AddSingleton<AccountTokens>().AddSingleton<AccountGate>().AddSingleton<Reconnection>();
        services.AddSingleton<IRefreshTokenKeeper, RefreshTokens>();

        // Their constructors are internal, since they take internal services; so they are called here by name.
        services.AddSingleton(p => new AccountHealth(
            p.GetRequiredService<DestinationAccounts>(), p.GetRequiredService<AccountStateStore>(),
            p.GetRequiredService<AccountGate>(), p.GetRequiredService<ActivationMetrics>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AccountHealth>>()));
        services.AddSingleton(p => new BatchDelivery(
            p.GetRequiredService<RunStore>(), p.GetRequiredService<BatchStore>(), p.GetRequiredService<BatchPayloads>(), p.GetRequiredService<RunDeliveries>(), p.GetRequiredService<LateDenials>(),
            p.GetRequiredService<AccountGate>(), p.GetRequiredService<BatchCall>(), p.GetRequiredService<BatchSettlement>(), p.GetRequiredService<BlobLeases>(),
            p.GetRequiredService<IMessageQueue>(), p.GetRequiredService<IOptions<DeliveryOptions>>(), p.GetRequiredService<ActivationMetrics>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<BatchDelivery>>()));
        return services;
    }
}
