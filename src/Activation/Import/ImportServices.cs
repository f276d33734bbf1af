using Activation.Governance.Privacy;
using Activation.Import.Events;
using Activation.Monitoring.Metrics;
using Activation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Import;

public static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImportOptions>().Bind(configuration.GetSection(ImportOptions.Section)).ValidateSettings(ImportOptions.Section);
        services.AddOptions<DeploymentKeyOptions>().Bind(configuration.GetSection(DeploymentKeyOptions.Section))
            .Validate(o => o.Decode() is not null, DeploymentKeyOptions.Requirement)
            .ValidateOnStart();
        services.AddSuppression(configuration).AddActivationMetrics();
        services.AddSingleton<ImportStore>().AddSingleton<ImportRegistrar>().AddSingleton<ImportUpload>().AddSingleton<ImportTools>().AddSingleton<EventUpkeep>().AddSingleton<FileImport>().AddSingleton<ImportApprovals>();
        return services.AddSingleton(p => new ImportRunner(
            p.GetRequiredService<BlobLeases>(), p.GetRequiredService<ImportRegistrar>(), p.GetRequiredService<ImportStore>(), p.GetRequiredService<FileImport>(),
            p.GetRequiredService<IMessageQueue>(), p.GetRequiredService<IOptions<ImportOptions>>(), p.GetServices<IImportListener>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ImportRunner>>()));
    }
}
