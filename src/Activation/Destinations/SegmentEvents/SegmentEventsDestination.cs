namespace Activation.Destinations.SegmentEvents;

/// <summary>Tells Segment, and through it every tool that is connected there, who enters and who leaves an audience.</summary>
/// <remarks>https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch</remarks>
internal sealed class SegmentEventsDestination(DestinationHttp http, TimeProvider time) : IDestination
{
    private readonly PlatformClient client = new(http);

    public DestinationType Type { get; } = SegmentEventsType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await PostAsync(settings, SegmentBatches.Empty, cancellationToken) : failure;

    /// <summary>There is nothing to make. The key stays as it was first, as Engage's does: another one would be another trait, with nobody leaving the old one.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.KnownId ?? AudienceKey.Of(audience.Name)));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var batches = SegmentBatches.Of(batch, settings);
        foreach (var body in batches.Bodies)
        {
            var result = await PostAsync(settings, body, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }
        }

        return new SendResult(DestinationResult.Success, batches.Rejected);
    }

    private static SegmentEventsSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> PostAsync(SegmentEventsSettings settings, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = PlatformClient.Json(body) };
        request.Headers.Authorization = settings.Authorization;
        return await client.SendAsync(request, reply => SegmentEventsErrors.Classify(reply, time.GetUtcNow()), cancellationToken);
    }
}
