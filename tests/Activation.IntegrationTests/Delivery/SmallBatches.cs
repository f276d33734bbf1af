using Activation.Delivery;
using Activation.Destinations;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A destination with smaller batches than its own, so that a run of several takes few people.</summary>
/// <param name="before">Is shown each batch before it is sent.</param>
internal sealed class SmallBatches(IDestination destination, int maxBatch, Action<DestinationBatch>? before = null) : IDestination
{
    public DestinationType Type { get; } = destination.Type with { MaxBatch = maxBatch };

    /// <summary>Puts it in the place of the catalogue's.</summary>
    public static void Of<T>(IServiceCollection services, int maxBatch, Action<DestinationBatch>? before = null)
        where T : class, IDestination
    {
        services.Remove(services.Single(s => s.ServiceType == typeof(IDestination) && s.ImplementationType == typeof(T)));
        services.AddSingleton<IDestination>(p => new SmallBatches(ActivatorUtilities.CreateInstance<T>(p), maxBatch, before));
    }

    public void Validate(DestinationAccount account) => destination.Validate(account);

    public string AccountOf(DestinationAccount account) => destination.AccountOf(account);

    public Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) => destination.CheckAsync(account, cancellationToken);

    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        destination.EnsureAudienceAsync(account, audience, cancellationToken);

    public Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        before?.Invoke(batch);
        return destination.SendAsync(account, batch, cancellationToken);
    }

    public Task<DestinationResult> FinishRunAsync(DestinationAccount account, RunId run, IReadOnlyList<string> records, CancellationToken cancellationToken) =>
        destination.FinishRunAsync(account, run, records, cancellationToken);
}
