using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Import;
using Activation.Monitoring.Alerts;
using Activation.Monitoring.Audit;
using Activation.Monitoring.Funnel;
using Activation.Monitoring.Metrics;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Processing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Monitoring;

public static class MonitoringServices
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddActivationMetrics().AddSingleton<EndedWork>();
        services.AddSingleton<IRunListener>(p => p.GetRequiredService<EndedWork>()).AddSingleton<IReceiptListener>(p => p.GetRequiredService<EndedWork>());
        return services.AddSingleton<AuditLog>().AddSingleton<AuditDigests>().AddSingleton<FunnelReader>().AddAlerts();
    }

    private static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<AlertRules>().AddSingleton<AlertStore>().AddSingleton<AlertRaising>().AddSingleton<AlertListener>();
        services.AddSingleton<IRunListener>(p => p.GetRequiredService<AlertListener>()).AddSingleton<IReceiptListener>(p => p.GetRequiredService<AlertListener>());
        services.AddSingleton<IDisconnectionListener>(p => p.GetRequiredService<AlertListener>()).AddSingleton<IProcessingListener>(p => p.GetRequiredService<AlertListener>());

        // Their constructors are internal, since they take internal services; so they are called here by name.
        services.AddSingleton(p => new AlertWatch(
            p.GetRequiredService<AlertRules>(), p.GetRequiredService<AlertStore>(), p.GetRequiredService<AlertRaising>(), p.GetRequiredService<Definitions>(), p.GetRequiredService<RunStore>(),
            p.GetRequiredService<SyncStateStore>(), p.GetRequiredService<AccountStateStore>(), p.GetRequiredService<ImportStore>(), p.GetRequiredService<IMessageQueue>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AlertWatch>>()));
        return services.AddSingleton(p => new AlertDelivery(
            p.GetRequiredService<AlertStore>(), p.GetRequiredService<AlertRules>(), p.GetRequiredService<DestinationHttp>(), p.GetRequiredService<IMessageQueue>(),
            p.GetRequiredService<IOptions<DeliveryOptions>>(), p.GetRequiredService<IOptions<DestinationHttpOptions>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AlertDelivery>>()));
    }
}
