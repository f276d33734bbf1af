using System.Net.Http.Headers;

namespace Activation.Destinations.Webhook;

/// <summary>Posts signed JSON to an address of the user's own. Its audience is whatever the receiver makes of the batches.</summary>
internal sealed class WebhookDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<WebhookSettings>(WebhookType.Create())
{
    protected override async Task<DestinationResult> CheckAsync(WebhookSettings settings, CancellationToken cancellationToken)
    {
        var reply = await PostAsync(settings, WebhookBody.Check(), "check", cancellationToken);
        return WebhookReply.Classify(reply, time.GetUtcNow());
    }

    protected override async Task<SendResult> SendAsync(WebhookSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var reply = await PostAsync(settings, WebhookBody.Of(batch), batch.Key, cancellationToken);
        var result = WebhookReply.Classify(reply, time.GetUtcNow());
        return result.Outcome == DestinationOutcome.Success
            ? new SendResult(result, WebhookReply.Rejected(reply.Body, batch))
            : SendResult.Failure(result);
    }

    protected override WebhookSettings Read(DestinationAccount account) => new(account);

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
