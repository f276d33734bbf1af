using System.Net.Http.Headers;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.HttpPush;

/// <summary>Makes requests of a receiver: signature, access token, client certificate.</summary>
internal sealed class HttpPushClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly PlatformClient client = new(http);

    /// <param name="idempotencyKey">The same for the same users of the same batch in every attempt.</param>
    /// <param name="sequence">See <see cref="DestinationBatch.Sequence"/>.</param>
    public async Task<DestinationResult> PostAsync(HttpPushSettings settings, byte[] body, string idempotencyKey, string sequence, CancellationToken cancellationToken)
    {
        if (settings.Token is not { } request)
        {
            return await PostAsync(settings, body, idempotencyKey, sequence, token: null, cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            var token = await tokens.GetAsync(request, cancellationToken);
            if (token.Failure is { } failure)
            {
                return failure;
            }

            var result = await PostAsync(settings, body, idempotencyKey, sequence, token.Token, cancellationToken);
            if (result.Outcome != DestinationOutcome.Reconnect)
            {
                return result;
            }

            // The token may have been withdrawn before its time: another one is tried once.
            tokens.Forget(request);
            if (attempt == 2)
            {
                return result;
            }
        }
    }

    private async Task<DestinationResult> PostAsync(HttpPushSettings settings, byte[] body, string idempotencyKey, string sequence, string? token, CancellationToken cancellationToken)
    {
        var timestamp = HttpPushSignature.Timestamp(time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = PlatformClient.Json(body) };
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add(settings.SignatureHeader, HttpPushSignature.Sign(settings.Keys, settings.SignsTimestamp ? timestamp : null, body));
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Add("X-Sequence", sequence);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (settings.Certificate is { } certificate)
        {
            request.Options.Set(ClientCertificate.Option, certificate);
        }

        return await client.SendAsync(request, reply => HttpPushErrors.Classify(reply, time.GetUtcNow()), cancellationToken);
    }
}
