using Activation.Monitoring.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Monitoring;

public static class MonitoringServices
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<AuditLog>().AddSingleton<AuditDigests>();
}
