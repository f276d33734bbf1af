using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Webhook;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Monitoring.Alerts;

/// <summary>
/// Handles `alert` messages: posts one alert, signed as webhooks are, and tries again with backoff until it is taken. An attempt is written down before it is made, so that two
/// hosts do not make it at once; the alert's id is the idempotency key for when an answer is lost.
/// </summary>
public sealed class AlertDelivery
{
    private readonly AlertStore alerts;
    private readonly AlertRules rules;
    private readonly DestinationHttp http;
    private readonly IMessageQueue queue;
    private readonly DeliveryOptions options;
    private readonly DestinationHttpOptions timeouts;
    private readonly TimeProvider time;
    private readonly ILogger<AlertDelivery> logger;

    internal AlertDelivery(
        AlertStore alerts, AlertRules rules, DestinationHttp http, IMessageQueue queue, IOptions<DeliveryOptions> options, IOptions<DestinationHttpOptions> timeouts, TimeProvider time, ILogger<AlertDelivery> logger)
    {
        this.alerts = alerts;
        this.rules = rules;
        this.http = http;
        this.queue = queue;
        this.options = options.Value;
        this.timeouts = timeouts.Value;
        this.time = time;
        this.logger = logger;
    }

    public Task HandleAsync(AlertMessage message, CancellationToken cancellationToken) => Work.RunAsync(
        logger, "alert", new WorkTags(new KeyValuePair<string, object?>("alert", message.AlertId)), () => HandleAsync(message.AlertId, cancellationToken), cause: message.TraceParent, kind: ActivityKind.Consumer);

    private async Task HandleAsync(string id, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(id, cancellationToken) is not { } alert)
        {
            return;
        }

        var error = await PostAsync(alert, cancellationToken);
        var now = time.GetUtcNow();
        var next = error is null ? alert with { Delivery = AlertDeliveryState.Delivered, DeliveredAt = now, NextAttemptAt = null, Error = null } : AfterFailure(alert, error, now);
        await alerts.UpdateAsync(id, a => a with { Delivery = next.Delivery, DeliveredAt = next.DeliveredAt, NextAttemptAt = next.NextAttemptAt, Error = next.Error }, cancellationToken);
        if (next is { Delivery: AlertDeliveryState.Pending, NextAttemptAt: { } at })
        {
            await queue.SendAlertAsync(id, string.Create(CultureInfo.InvariantCulture, $"retry-{next.Attempts}"), at - now, cancellationToken);
        }

        if (error is not null)
        {
            MonitoringLog.NotDelivered(logger, id, next.Attempts, next.Delivery, error);
        }
    }

    /// <summary>Null: it is not to be posted now.</summary>
    private async Task<Alert?> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        Alert? claimed = null;
        var now = time.GetUtcNow();
        await alerts.UpdateAsync(
            id,
            alert => claimed = alert.Delivery == AlertDeliveryState.Pending && !(alert.NextAttemptAt > now + TimeSpan.FromSeconds(1))
                ? alert with { Attempts = alert.Attempts + 1, NextAttemptAt = now + TimeSpan.FromSeconds(2 * timeouts.HttpTimeoutSeconds) }
                : null,
            cancellationToken);
        return claimed;
    }

    /// <summary>Why it was not taken; null if it was.</summary>
    private async Task<string?> PostAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (await rules.FindAsync(alert.Rule, cancellationToken) is not { } rule || await rules.FindSecretAsync(alert.Rule, cancellationToken) is not { } secret)
        {
            return RuleGone;
        }

        var body = AlertBody.Of(alert);
        var timestamp = WebhookSignature.Timestamp(time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, rule.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Timestamp", timestamp);
        request.Headers.Add("X-Signature", WebhookSignature.Sign(Encoding.UTF8.GetBytes(secret), timestamp, body));
        request.Headers.Add("Idempotency-Key", alert.AlertId);
        var reply = await http.SendAsync(request, cancellationToken);
        return reply.IsSuccess ? null : reply.Failure?.Code ?? string.Create(CultureInfo.InvariantCulture, $"status{reply.Status}");
    }

    private Alert AfterFailure(Alert alert, string error, DateTimeOffset now)
    {
        var wait = Backoff.Next(options, alert.Attempts, null, Random.Shared.NextDouble());
        return error == RuleGone || now + wait - alert.At > TimeSpan.FromHours(options.GiveUpHours)
            ? alert with { Delivery = AlertDeliveryState.Failed, NextAttemptAt = null, Error = error }
            : alert with { NextAttemptAt = now + wait, Error = error };
    }

    private const string RuleGone = "ruleNotFound";
}
