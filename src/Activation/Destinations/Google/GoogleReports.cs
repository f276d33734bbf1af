using System.Text.Json;

namespace Activation.Destinations.Google;

/// <summary>What Google says of a list and of the requests that filled it.</summary>
/// <remarks>https://developers.google.com/data-manager/api/devguides/diagnostics</remarks>
internal sealed class GoogleReports(GoogleClient client)
{
    public const char Separator = ',';

    public async Task<AudienceReport> ReportAsync(GoogleSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var found = await new GoogleUserLists(client).GetAsync(settings, audienceId, cancellationToken);
        if (found.Value is not { } list)
        {
            return new AudienceReport(found.Result);
        }

        var reports = new List<ReceiptReport>();
        foreach (var receipt in receipts)
        {
            var (result, report) = await ReceiptAsync(settings, receipt, cancellationToken);
            if (result.Outcome is DestinationOutcome.Retry or DestinationOutcome.Throttled or DestinationOutcome.Reconnect)
            {
                return new AudienceReport(result) { Receipts = reports };
            }

            if (report is not null)
            {
                reports.Add(report);
            }
        }

        return new AudienceReport(found.Result)
        {
            State = GoogleReason.Of(list.MembershipStatus, "unknown"),
            Explanation = list.MembershipStatus == "CLOSED" ? "Google takes no new members into this list. It closes lists that no campaign has used for long: open it in the account's audience manager." : null,
            SizeAtLeast = list.SizeInfo is { } size ? Math.Max(size.DisplayNetworkMembersCount ?? 0, size.SearchNetworkMembersCount ?? 0) : null,
            Receipts = reports,
        };
    }

    /// <summary>A receipt is the requests of one attempt; no report if Google does not know them any more, or could not be asked.</summary>
    private async Task<(DestinationResult Result, ReceiptReport? Report)> ReceiptAsync(GoogleSettings settings, string receipt, CancellationToken cancellationToken)
    {
        var statuses = new List<GoogleTargetStatus>();
        foreach (var request in receipt.Split(Separator))
        {
            var reply = await client.SendAsync(
                settings, HttpMethod.Get, $"requestStatus:retrieve?requestId={Uri.EscapeDataString(request)}", null, GoogleJson.Default.GoogleRequestStatus, r => r.RequestStatusPerDestination is { Count: > 0 }, cancellationToken);
            if (reply.Value?.RequestStatusPerDestination is not { } answered)
            {
                return (reply.Reply.IsSuccess ? DestinationResult.Success : reply.Result, null);
            }

            statuses.AddRange(answered);
        }

        List<KeyValuePair<string, long?>> errors = [.. statuses.SelectMany(s => s.ErrorInfo?.ErrorCounts ?? []).Select(c => Problem(c, "PROCESSING_ERROR_REASON_"))];
        return (DestinationResult.Success, new ReceiptReport(receipt, StateOf([.. statuses.Select(s => s.RequestStatus)]))
        {
            Received = statuses.Sum(s => Records(s.AudienceMembersIngestionStatus) ?? Records(s.AudienceMembersRemovalStatus)),
            Invalid = errors.Count == 0 ? null : errors.Sum(e => e.Value),
            Problems = errors,
            Warnings = [.. statuses.SelectMany(s => s.WarningInfo?.WarningCounts ?? []).Select(c => Problem(c, "PROCESSING_WARNING_REASON_"))],
        });
    }

    private static KeyValuePair<string, long?> Problem(GoogleCount count, string prefix) => new(GoogleReason.Of(count.Reason, "unknown", prefix), count.RecordCount);

    private static ReceiptState StateOf(IReadOnlyList<string?> statuses) =>
        statuses.Any(s => s is not ("SUCCESS" or "PARTIAL_SUCCESS" or "FAILED" or "FAILURE")) ? ReceiptState.Processing
        : statuses.All(s => s is "SUCCESS") ? ReceiptState.Completed
        : statuses.All(s => s is "FAILED" or "FAILURE") ? ReceiptState.Failed
        : ReceiptState.CompletedWithErrors;

    /// <summary>The kind of data is a property of its own; each has the count under the same name.</summary>
    private static long? Records(JsonElement status)
    {
        if (status.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var kind in status.EnumerateObject())
        {
            if (kind.Value.ValueKind == JsonValueKind.Object && kind.Value.TryGetProperty("recordCount", out var count) && long.TryParse(count.ToString(), out var records))
            {
                return records;
            }
        }

        return null;
    }
}
