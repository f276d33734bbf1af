using Activation.Import;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Planning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Governance.Privacy;

public static class PrivacyServices
{
    /// <summary>The suppression list, which imports ask.</summary>
    public static IServiceCollection AddSuppression(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SuppressionOptions>().Bind(configuration.GetSection(SuppressionOptions.Section)).Validate(o => o.IsValid(), SuppressionOptions.Requirement).ValidateOnStart();
        return services.AddSingleton<SuppressionKeys>().AddSingleton<SuppressionStore>().AddSingleton<SuppressionList>();
    }

    public static IServiceCollection AddPrivacy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection(PrivacyOptions.Section)).ValidateSettings(PrivacyOptions.Section);
        services.AddSingleton<PrivacyStore>().AddSingleton<PrivacyBatch>().AddSingleton<IPlanScopeSource, PrivacyScopeSource>();
        services.AddSingleton<AwaitedRemovals>().AddSingleton<IAudienceClaim, PrivacyClaim>();
        services.AddSingleton<LedgerPeople>().AddSingleton<LedgerPurge>().AddSingleton<PersonFinder>().AddSingleton<DestinationsLeft>();
        services.AddSingleton<SnapshotPurge>().AddSingleton<DeliveredFiles>().AddSingleton<PersonalStores>().AddSingleton<ImportsUnderWay>().AddSingleton<RetiredFiles>();
        services.AddSingleton<SuppressionEnd>().AddSingleton<PrivacySteps>();

        // Their constructors are internal, since they take internal services; so they are called here by name.
        services.AddSingleton(p => new PrivacyRequests(
            p.GetRequiredService<PrivacyStore>(), p.GetRequiredService<PrivacyBatch>(), p.GetRequiredService<PrivacySteps>(), p.GetRequiredService<SuppressionList>(),
            p.GetRequiredService<RetiredFiles>(), p.GetRequiredService<IMessageQueue>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PrivacyRequests>>()));
        return services.AddSingleton(p => new PrivacyWorker(
            p.GetRequiredService<PrivacyStore>(), p.GetRequiredService<PrivacySteps>(), p.GetRequiredService<BlobLeases>(), p.GetRequiredService<IMessageQueue>(),
            p.GetRequiredService<IOptions<PrivacyOptions>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PrivacyWorker>>()));
    }
}
