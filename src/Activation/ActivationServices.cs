using Activation.Delivery;
using Activation.Destinations;
using Activation.Governance;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.Monitoring;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Activation;

/// <summary>Composes the product. A host adds an <see cref="IMessageQueue"/> of its own.</summary>
public static class ActivationServices
{
    public static IServiceCollection AddActivation(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Definitions>();
        return services
            .AddActivationStorage(configuration)
            .AddImport(configuration)
            .AddSegments()
            .AddSync()
            .AddDelivery(configuration)
            .AddDestinations(configuration)
            .AddPrivacy(configuration)
            .AddGovernance()
            .AddMonitoring();
    }
}
