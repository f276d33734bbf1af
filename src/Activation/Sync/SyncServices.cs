using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Sync;

public static class SyncServices
{
    public static IServiceCollection AddSync(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SyncRequests>().AddSingleton<SyncEvaluator>().AddSingleton<SyncStateStore>().AddSingleton<RunStore>();
        return services;
    }
}
