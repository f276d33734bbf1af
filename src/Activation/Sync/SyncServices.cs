using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Governance.Consents;
using Activation.Import;
using Activation.Monitoring.Metrics;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Members;
using Activation.Sync.Planning;
using Activation.Sync.Processing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

public static class SyncServices
{
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.AddActivationMetrics();
        services.AddSingleton(p => new RunStore(p.GetRequiredService<ActivationStorage>(), p.GetServices<IRunListener>()));
        services.AddSingleton<SyncStateStore>().AddSingleton<RunQueue>().AddSingleton<LedgerStore>().AddSingleton<ParkedRows>();
        services.AddSingleton<SyncTargets>().AddSingleton<PlanScopes>().AddSingleton<TickSegments>().AddSingleton<SyncPlanner>().AddSingleton<HeldRuns>().AddSingleton<DryRehearsal>().AddSingleton<RunPlans>().AddSingleton<RunPlanning>();
        services.AddSingleton<RunAdvancer>().AddSingleton<RunSupersession>().AddSingleton<RunFailures>().AddSingleton<LastingFailures>().AddSingleton<RunFinish>().AddSingleton<RunCloser>().AddSingleton<RunFaults>().AddSingleton<WithdrawalsAfterFailure>().AddSingleton<RunRetries>();
        services.AddSingleton<AudienceKeeper>().AddSingleton<AudienceDeletion>().AddSingleton<SyncRemoval>().AddSingleton<SpentPayloads>().AddSingleton<RunRetention>().AddSingleton<IImportListener, AfterImportRuns>();

        services.AddSingleton<PlatformReports>().AddSingleton<RunLook>().AddSingleton<FailedMembers>();

        // Their constructors are internal, since they take internal services; so they are called here by name.
        services.AddSingleton(p => new SyncEvaluator(
            p.GetRequiredService<RunStore>(), p.GetRequiredService<SyncTargets>(), p.GetRequiredService<LedgerStore>(), p.GetRequiredService<FailedMembers>(), p.GetRequiredService<RunPlanning>(), p.GetRequiredService<RunPlans>(),
            p.GetRequiredService<RunSupersession>(), p.GetRequiredService<RunAdvancer>(), p.GetRequiredService<RunFinish>(), p.GetRequiredService<RunCloser>(), p.GetRequiredService<RunFaults>(), p.GetRequiredService<WithdrawalsAfterFailure>(), p.GetRequiredService<AudienceKeeper>(), p.GetRequiredService<AudienceDeletion>(), p.GetRequiredService<AccountHealth>(),
            p.GetRequiredService<BlobLeases>(), p.GetRequiredService<RunRetries>(), p.GetRequiredService<ActivationMetrics>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SyncEvaluator>>()));
        services.AddSingleton(p => new SyncRequests(
            p.GetRequiredService<Definitions>(), p.GetRequiredService<DestinationCatalog>(), p.GetRequiredService<RunStore>(), p.GetRequiredService<SyncStateStore>(), p.GetRequiredService<SyncRemoval>(),
            p.GetRequiredService<ImportRegistrar>(), p.GetRequiredService<RunQueue>(), p.GetRequiredService<AccountHealth>(), p.GetRequiredService<RunMemberLists>(), p.GetRequiredService<RunRetention>(), p.GetRequiredService<ConsentScopeSource>(), p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<SyncRequests>>()));
        services.AddSingleton(p => new RunMemberLists(
            p.GetRequiredService<ActivationStorage>(), p.GetRequiredService<SyncStateStore>(), p.GetRequiredService<ScratchFolder>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new AudienceMemberships(p.GetRequiredService<Definitions>(), p.GetRequiredService<LedgerStore>(), p.GetRequiredService<ScratchFolder>()));
        services.AddSingleton(p => new AudienceReporter(
            p.GetRequiredService<Definitions>(), p.GetRequiredService<SyncTargets>(), p.GetRequiredService<SyncStateStore>(), p.GetRequiredService<RunStore>(), p.GetRequiredService<BatchStore>(),
            p.GetRequiredService<PlatformReports>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new ProcessingWatch(
            p.GetRequiredService<SyncStateStore>(), p.GetRequiredService<RunLook>(), p.GetRequiredService<BlobLeases>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ProcessingWatch>>()));
        return services.AddSingleton<ISegmentAudiences, LedgerAudiences>();
    }
}
