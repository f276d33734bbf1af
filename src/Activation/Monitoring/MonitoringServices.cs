using Activation.Import;
using Activation.Monitoring.Audit;
using Activation.Monitoring.Metrics;
using Activation.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Monitoring;

public static class MonitoringServices
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddMetrics().AddSingleton<ActivationMetrics>();
        services.AddSingleton<EndedWork>();
        services.AddSingleton<IRunListener>(p => p.GetRequiredService<EndedWork>()).AddSingleton<IReceiptListener>(p => p.GetRequiredService<EndedWork>());
        return services.AddSingleton<AuditLog>().AddSingleton<AuditDigests>();
    }
}
