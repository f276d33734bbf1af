using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Import;

public static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ImportRegistrar>().AddSingleton<ImportRunner>().AddSingleton<ImportStore>().AddSingleton<ImportUpload>();
        return services;
    }
}
