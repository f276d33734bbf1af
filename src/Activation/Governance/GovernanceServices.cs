using Activation.Governance.Consents;
using Activation.Sync.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Governance;

public static class GovernanceServices
{
    /// <summary>Who may not be sent to whom: consent.</summary>
    public static IServiceCollection AddGovernance(this IServiceCollection services) => services
        .AddSingleton<ConsentScopeSource>().AddSingleton<IPlanScopeSource>(p => p.GetRequiredService<ConsentScopeSource>());
}
