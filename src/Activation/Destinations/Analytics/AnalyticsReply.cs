using System.Text.Json.Serialization;
using Activation.Destinations.Adobe;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Analytics;

/// <summary>What an answer means.</summary>
/// <remarks>https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/troubleshooting</remarks>
internal static class AnalyticsReply
{
    private static readonly TimeSpan BetweenFiles = TimeSpan.FromSeconds(20);

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var result = StatusRules.Classify(reply, "Adobe Analytics", now);
        return reply.Status switch
        {
            400 => result with { Outcome = Stop, Message = "Adobe Analytics refuses the file or its headers. If the destination's settings are right, this is a defect: report the code." },
            429 => result with { Wait = result.Wait ?? BetweenFiles },
            _ => result,
        };
    }

    /// <summary>What became of an uploaded file: rows that were refused are counted and not named.</summary>
    public static SendResult OfUpload(AnalyticsUpload upload, RowOutcomes outcomes) =>
        upload.StatusCode == "REJECTED" && (upload.Rows is not > 0 || upload.InvalidRows != upload.Rows)
            ? SendResult.Failure(new DestinationResult(Stop, "fileRejected", "Adobe Analytics rejected the file. If the destination's settings are right, this is a defect: report the code."))
            : outcomes.ToResult(DestinationResult.Success) with { UnnamedRejections = (int)Math.Clamp(upload.InvalidRows ?? 0, 0, int.MaxValue) };

    /// <param name="file">As it was looked up; null if it is not known.</param>
    public static ReceiptReport OfFile(string key, AnalyticsUpload? file) => new(key, file?.StatusCode switch
    {
        _ when file is null => ReceiptState.Unknown,
        "COMPLETE" => file.InvalidRows > 0 ? ReceiptState.CompletedWithErrors : ReceiptState.Completed,
        "REJECTED" or "ERROR" => ReceiptState.Failed,
        _ => ReceiptState.Processing,
    })
    {
        Received = file?.Rows,
        Invalid = file?.InvalidRows,
        RepeatsAnswer = true,
    };
}

/// <param name="StatusCode">`UPLOADED`, `REJECTED`, `PROCESSING`, `COMPLETE` or `ERROR`; the documented answer to a look-up has none.</param>
internal sealed record AnalyticsUpload(string? FileId, string? StatusCode, long? Rows, long? InvalidRows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AnalyticsUpload))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
