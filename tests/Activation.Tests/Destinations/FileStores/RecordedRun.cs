using Activation.Delivery;
using Activation.Destinations;

namespace Activation.Tests.Destinations.FileStores;

/// <summary>A destination as the core uses it: what calls leave for the end of their run is kept, and another attempt writes over it.</summary>
internal sealed class RecordedRun(IDestination destination) : IDestination
{
    private readonly SortedDictionary<int, string> records = [];
    private RunId run;

    public DestinationType Type => destination.Type;

    public void Validate(DestinationAccount account) => destination.Validate(account);

    public Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) => destination.CheckAsync(account, cancellationToken);

    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        destination.EnsureAudienceAsync(account, audience, cancellationToken);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var sent = await destination.SendAsync(account, batch, cancellationToken);
        if (sent is { Result.Outcome: DestinationOutcome.Success, Record: { } record })
        {
            records[batch.Id.Number] = record;
            run = batch.Id.Run;
        }

        return sent;
    }

    /// <summary>Of the run so far.</summary>
    public Task<DestinationResult> FinishAsync(DestinationAccount account) =>
        records.Count == 0 ? Task.FromResult(DestinationResult.Success) : destination.FinishRunAsync(account, run, [.. records.Values], CancellationToken.None);
}
