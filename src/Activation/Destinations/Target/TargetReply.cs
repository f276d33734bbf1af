using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Target;

/// <summary>What an answer, which is XML, means.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api#inspect-the-response</remarks>
internal static class TargetReply
{
    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The result of an update, and by what it can be asked for later: `{batch}` or `{edge} {batch}`.</summary>
    public static (DestinationResult Result, string? Receipt) OfUpdate(HttpReply reply, DateTimeOffset now)
    {
        var result = Classify(reply, now);
        if (result.Outcome != Success)
        {
            return (result, null);
        }

        return Read(reply.Body) is not { } answer ? (Unreadable, null)
            : answer.Element("success")?.Value.Trim() switch
            {
                "true" => (result, Receipt(answer.Element("batchStatus")?.Value)),
                "false" => (new DestinationResult(Refused, "batchRefused", "Target refuses the batch as a whole."), null),
                _ => (Unreadable, null),
            };
    }

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now) =>
        reply.Failure ?? (reply.Status is 401 or 403
            ? new DestinationResult(Reconnect, $"http{reply.Status}", "Target refused the profile authentication token. Make a new one under Administration, Implementation and set it as the destination's profileToken.")
            : StatusRules.Classify(reply, "Target", now));

    /// <summary>How far the platform is with a batch; null if the answer does not say.</summary>
    public static ReceiptReport? OfStatus(HttpReply reply, string receipt)
    {
        var answer = Read(reply.Body);
        ReceiptState? state = answer?.Element("status")?.Value.Trim() switch
        {
            "complete" => Number(answer, "failedUpdates") is > 0 ? ReceiptState.CompletedWithErrors : ReceiptState.Completed,
            "incomplete" => ReceiptState.Processing,
            "stuck" => ReceiptState.Failed,
            _ => null,
        };
        return answer is null || state is not { } known ? null : new ReceiptReport(receipt, known)
        {
            Received = Number(answer, "batchSize"),
            Matched = Number(answer, "successfulUpdates"),
            Invalid = Number(answer, "failedUpdates"),
            Warnings = Number(answer, "profilesNotFound") is > 0 and var missing ? [new("profilesNotFound", missing)] : [],
        };
    }

    /// <summary>The edge that a receipt names, if it is one of Target's own, and the batch.</summary>
    public static (string? Edge, string Batch) Parse(string receipt)
    {
        var space = receipt.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (null, receipt) : (receipt[..space], receipt[(space + 1)..]);
    }

    private static string? Receipt(string? status)
    {
        const string key = "batchId=";
        if (!Uri.TryCreate(status?.Trim(), UriKind.Absolute, out var address) || address.Query.TrimStart('?').Split('&').FirstOrDefault(p => p.StartsWith(key, StringComparison.Ordinal)) is not { } pair)
        {
            return null;
        }

        var batch = Uri.UnescapeDataString(pair[key.Length..]);
        return address.Host.EndsWith(".tt.omtrdc.net", StringComparison.Ordinal) ? $"{address.Host} {batch}" : batch;
    }

    private static long? Number(XElement answer, string name) =>
        long.TryParse(answer.Element(name)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static XElement? Read(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Xml);
            return XElement.Load(reader) is { Name.LocalName: "response" } answer ? answer : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static DestinationResult Unreadable => new(Retry, "unreadableResponse", "Target's answer could not be read, so it is not known whether the batch was taken; it is sent again.");
}
