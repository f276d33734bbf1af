using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Activation.Monitoring.Metrics;

internal static class MetricsServices
{
    /// <summary>Called by every feature that measures; once is enough.</summary>
    public static IServiceCollection AddActivationMetrics(this IServiceCollection services)
    {
        services.AddMetrics().TryAddSingleton<ActivationMetrics>();
        return services;
    }
}
