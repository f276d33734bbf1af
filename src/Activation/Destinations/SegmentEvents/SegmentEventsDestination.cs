namespace Activation.Destinations.SegmentEvents;

/// <summary>Tells Segment, and through it every tool that is connected there, who enters and who leaves an audience.</summary>
/// <remarks>https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch</remarks>
internal sealed class SegmentEventsDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<SegmentEventsSettings>(SegmentEventsType.Create())
{
    private readonly PlatformClient client = new(http);

    protected override Task<DestinationResult> CheckAsync(SegmentEventsSettings settings, CancellationToken cancellationToken) =>
        PostAsync(settings, SegmentBatches.Empty, cancellationToken);

    /// <summary>There is nothing to make. The key stays as it was first, as Engage's does: another one would be another trait, with nobody leaving the old one.</summary>
    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(SegmentEventsSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.KnownId ?? AudienceKey.Of(audience.Name)));

    protected override async Task<SendResult> SendAsync(SegmentEventsSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
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

    protected override SegmentEventsSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> PostAsync(SegmentEventsSettings settings, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = PlatformClient.Json(body) };
        request.Headers.Authorization = settings.Authorization;
        return await client.SendAsync(request, reply => SegmentEventsErrors.Classify(reply, time.GetUtcNow()), cancellationToken);
    }
}
