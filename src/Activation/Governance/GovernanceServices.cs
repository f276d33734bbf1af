using Activation.Governance.Consents;
using Activation.Governance.Policies;
using Activation.Sync.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Governance;

public static class GovernanceServices
{
    /// <summary>Who and what may not be sent to whom: consent, and policies on labels.</summary>
    public static IServiceCollection AddGovernance(this IServiceCollection services) => services
        .AddSingleton<ConsentScopeSource>().AddSingleton<IPlanScopeSource>(p => p.GetRequiredService<ConsentScopeSource>())
        .AddSingleton<PolicyStore>().AddSingleton<GovernanceModels>().AddSingleton<IPlanScopeSource, PolicyScopeSource>()

        // Its constructor is internal, since it takes an internal service; so it is called here by name.
        .AddSingleton(p => new GovernanceCheck(p.GetRequiredService<GovernanceModels>()));
}
