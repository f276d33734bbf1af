using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Activation.Delivery;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Webhook;

/// <summary>What a receiver's answer means. It answers with 2xx, and may name members that it refused: `{rejected: [{index, reason}]}`.</summary>
internal static partial class WebhookReply
{
    private const string OtherReason = "rejectedByReceiver";

    /// <summary>A receiver's reason in a remove: it does not have the member, who is as good as removed.</summary>
    private const string NotAMember = "notAMember";

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        if (reply.Failure is { } failure)
        {
            return failure;
        }

        var code = string.Create(CultureInfo.InvariantCulture, $"http{reply.Status}");
        var wait = DestinationHttp.RetryAfter(reply, now);
        return reply.Status switch
        {
            >= 200 and < 300 => DestinationResult.Success with { Wait = AfterSuccess(reply) },
            429 => new DestinationResult(Throttled, code, "The receiver asks to slow down; the batch waits.", wait),
            503 when wait is not null => new DestinationResult(Throttled, code, "The receiver is not available for now; the batch waits.", wait),
            408 or 425 or >= 500 => new DestinationResult(Retry, code, "The receiver had an error of its own; the call is tried again.", wait),
            401 or 403 => new DestinationResult(Reconnect, code, "The receiver refused the signature. Set the same signingSecret on both sides."),
            400 or 413 or 422 => new DestinationResult(Refused, code, "The receiver refuses what it is sent. Look at its log for the reason, then replay."),
            404 or 410 => new DestinationResult(Stop, code, "There is no receiver at this address. Check the destination's url, then replay."),
            >= 300 and < 400 => new DestinationResult(Stop, code, "The receiver sends elsewhere, which is not followed. Set the destination's url to the final address, then replay."),
            _ => new DestinationResult(Stop, code, "The receiver refused the call. Look at its log for the reason, then replay."),
        };
    }

    /// <summary>A receiver that has no call left says when it has again, in seconds.</summary>
    /// <remarks>https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/</remarks>
    private static TimeSpan? AfterSuccess(HttpReply reply) =>
        Number(reply, "RateLimit-Remaining") is 0 && Number(reply, "RateLimit-Reset") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400)) : null;

    private static int? Number(HttpReply reply, string header) =>
        reply.Headers is { } headers && headers.TryGetValues(header, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The refused members of a batch; none if the body is absent or something else.</summary>
    public static IReadOnlyList<RejectedRow> Rejected(byte[] body, DestinationBatch batch)
    {
        var isRemove = batch.Operation == BatchOperation.Remove;
        try
        {
            var answer = body.Length == 0 ? null : JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookAnswer);
            return [.. (answer?.Rejected ?? []).Where(r => r.Index >= 0 && r.Index < batch.Rows.Count && !(isRemove && r.Reason == NotAMember)).DistinctBy(r => r.Index).Select(r => new RejectedRow(r.Index, ReasonOf(r.Reason)))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Only what looks like a code is passed on: a sentence could quote a value.</summary>
    private static string ReasonOf(string? reason) => reason is not null && ReasonCode().IsMatch(reason) ? reason : OtherReason;

    [GeneratedRegex("^[a-z][A-Za-z]{0,39}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReasonCode();
}

internal sealed record WebhookAnswer(IReadOnlyList<WebhookRejection>? Rejected);

internal sealed record WebhookRejection(int Index, string? Reason);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;
