using System.Net.Http.Headers;

namespace Activation.Destinations.Webhook;

/// <summary>Posts signed JSON to an address of the user's own. Its audience is whatever the receiver makes of the batches.</summary>
internal sealed class WebhookDestination(DestinationHttp http, TimeProvider time) : IDestination
{
    public DestinationType Type { get; } = WebhookType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var reply = await PostAsync(settings, WebhookBody.Check(), "check", cancellationToken);
        return WebhookReply.Classify(reply, time.GetUtcNow());
    }

    /// <summary>There is nothing to make: the sync's id names the audience.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var reply = await PostAsync(settings, WebhookBody.Of(batch), batch.Key, cancellationToken);
        var result = WebhookReply.Classify(reply, time.GetUtcNow());
        return result.Outcome == DestinationOutcome.Success
            ? new SendResult(result, WebhookReply.Rejected(reply.Body, batch.Rows.Count))
            : SendResult.Failure(result);
    }

    private static WebhookSettings Read(DestinationAccount account) => new(account);

    private async Task<HttpReply> PostAsync(WebhookSettings settings, byte[] body, string idempotencyKey, CancellationToken cancellationToken)
    {
        var timestamp = WebhookSignature.Timestamp(time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", WebhookSignature.Sign(settings.Key, timestamp, body));
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await http.SendAsync(request, cancellationToken);
    }
}
