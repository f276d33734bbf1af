using System.Diagnostics;
using System.Net;
using Activation.Destinations.Outgoing;
using Activation.Monitoring.Tracing;

namespace Activation.Destinations;

/// <summary>
/// One call to a platform in one attempt. What the network does is a value here: timeouts, refused connections and lost responses are
/// <see cref="DestinationOutcome.Retry"/>, because the queue owns the retries and the platform may have applied the call.
/// </summary>
internal sealed class DestinationHttp(IHttpClientFactory clients)
{
    /// <summary>The named client: no redirects, no logging of addresses, one timeout over the whole exchange.</summary>
    public const string ClientName = "destinations";

    public async Task<HttpReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The host alone: the rest of an address may hold a secret.
        using var span = ActivationTracing.Start(
            $"{request.Method} platform", ActivityKind.Client, null, null, new WorkTags(new("http.request.method", request.Method.Method), new("server.address", request.RequestUri?.Host)));
        var reply = await CallAsync(request, cancellationToken);
        span?.SetTag("http.response.status_code", reply.Failure is null ? reply.Status : null);
        if (!reply.IsSuccess)
        {
            span?.SetStatus(ActivityStatusCode.Error, reply.Failure?.Code);
        }

        return reply;
    }

    private async Task<HttpReply> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return new HttpReply(null, response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpReply.Failed("timeout", $"The destination did not answer within {DestinationHttpOptions.Section}:HttpTimeoutSeconds; the call is tried again.");
        }
        catch (HttpRequestException e) when (e.InnerException is RefusedAddressException)
        {
            return HttpReply.Failed(Refused);
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError =>
                    HttpReply.Failed("unreachable", "No connection to the destination; the call is tried again. If this lasts, check the address in its settings and the network."),
                HttpRequestError.SecureConnectionError =>
                    HttpReply.Failed("tlsFailed", "No secure connection to the destination; the call is tried again. If this lasts, check its certificate."),
                HttpRequestError.ConfigurationLimitExceeded =>
                    HttpReply.Failed("unreadableResponse", "The destination's answer is too large; the call is tried again."),
                _ => Lost(),
            };
        }
        catch (IOException)
        {
            return Lost();
        }
    }

    public static readonly DestinationResult Refused = new(
        DestinationOutcome.Stop, "addressRefused",
        $"The destination's host has no public address, so it is not connected to. Check the address in its settings; if it is meant to be internal, add the host to the setting {DestinationHttpOptions.Section}:AllowedHosts.");

    private static HttpReply Lost() =>
        HttpReply.Failed("lostResponse", "The connection ended before the destination answered; the call is tried again.");

    /// <summary>The wait that `Retry-After` asks for, at most a day.</summary>
    public static TimeSpan? RetryAfter(HttpReply reply, DateTimeOffset now)
    {
        var header = reply.Headers?.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - now);
        return wait is not { } asked ? null
            : asked < TimeSpan.Zero ? TimeSpan.Zero
            : asked > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1)
            : asked;
    }
}
