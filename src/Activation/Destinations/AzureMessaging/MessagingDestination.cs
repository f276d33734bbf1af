using System.Net.Http.Headers;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.AzureMessaging;

/// <summary>Sends a message for each member who enters or leaves, in batches over HTTPS. The audience is whatever the readers make of them.</summary>
internal abstract class MessagingDestination(MessagingKind kind, DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<MessagingSettings>(kind.CreateType())
{
    /// <summary>Without parameters, or the service does not know it as a batch.</summary>
    private static readonly MediaTypeHeaderValue BatchType = new("application/vnd.microsoft.servicebus.json");

    private readonly PlatformClient client = new(http);

    protected override Task<DestinationResult> CheckAsync(MessagingSettings settings, CancellationToken cancellationToken) =>
        PostAsync(settings, "[]"u8.ToArray(), reply => MessagingErrors.ClassifyEmpty(reply, kind, time.GetUtcNow()), cancellationToken);

    protected override async Task<SendResult> SendAsync(MessagingSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var batches = MessageBatches.Of(batch, kind, settings.MaxBytes);
        foreach (var body in batches.Bodies)
        {
            var result = await PostAsync(settings, body, reply => MessagingErrors.Classify(reply, kind, time.GetUtcNow()), cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }
        }

        return new SendResult(DestinationResult.Success, batches.Rejected);
    }

    protected override MessagingSettings Read(DestinationAccount account) => new(account, kind);

    private async Task<DestinationResult> PostAsync(MessagingSettings settings, byte[] body, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
    {
        if (settings.Token is not { } request)
        {
            return await PostAsync(settings, body, new AuthenticationHeaderValue("SharedAccessSignature", settings.Signature(time.GetUtcNow())), classify, cancellationToken);
        }

        var token = await tokens.GetAsync(request, cancellationToken);
        if (token.Failure is { } failure)
        {
            return failure;
        }

        var result = await PostAsync(settings, body, new AuthenticationHeaderValue("Bearer", token.Token), classify, cancellationToken);
        if (result.Outcome == DestinationOutcome.Reconnect)
        {
            tokens.Forget(request);
        }

        return result;
    }

    private async Task<DestinationResult> PostAsync(
        MessagingSettings settings, byte[] body, AuthenticationHeaderValue authorization, Func<HttpReply, DestinationResult> classify, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = BatchType;
        request.Headers.Authorization = authorization;
        return await client.SendAsync(request, classify, cancellationToken);
    }
}
