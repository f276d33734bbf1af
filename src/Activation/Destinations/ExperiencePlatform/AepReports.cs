using Activation.Destinations.OAuth;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>What Experience Platform says of the dataflow from the inlet to the dataset: its latest runs, each of which takes in the records of a while.</summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/experience-platform/dataflows/api/monitor and, for the order,
/// https://experienceleague.adobe.com/en/docs/experience-platform/dataflows/api/sort-and-filter
/// </remarks>
internal sealed class AepReports(TokenCalls client, TimeProvider time)
{
    private const int MostRuns = 5;

    public async Task<AudienceReport> ReportAsync(AepSettings settings, Uri runs, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings.Credential.Token, () => Get(settings, runs), AepJson.Default.AepFlowRuns, static r => r.Items is not null,
            r => StatusRules.Classify(r, "Experience Platform", time.GetUtcNow()), cancellationToken);
        if (reply.Value?.Items is not { } items)
        {
            return new AudienceReport(reply.Result);
        }

        List<AepFlowRun> latest = [.. items.Where(i => i.Id is { Length: > 0 }).Take(MostRuns)];
        return new AudienceReport(reply.Result)
        {
            State = latest.Count == 0 ? null : Word(latest[0].Metrics?.StatusSummary?.Status),
            Explanation = latest.Count == 0
                ? "The dataflow has had no run yet. If this lasts, check flowId."
                : "The latest runs of the dataflow, by their ids: each takes in what came in a while, of every sync that goes into its dataset.",
            Receipts = [.. latest.Select(Of)],
        };
    }

    private static HttpRequestMessage Get(AepSettings settings, Uri runs)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, runs);
        request.Headers.Add("x-api-key", settings.Credential.ClientId);
        request.Headers.Add("x-gw-ims-org-id", settings.Organization);
        request.Headers.Add("x-sandbox-name", settings.SandboxName);
        return request;
    }

    private static ReceiptReport Of(AepFlowRun run)
    {
        var records = run.Metrics?.RecordSummary;
        return new ReceiptReport(run.Id ?? "", StateOf(run.Metrics?.StatusSummary?.Status, records?.FailedRecordCount))
        {
            Received = records?.InputRecordCount,
            Invalid = records?.FailedRecordCount,
            Problems =
            [
                .. (run.Metrics?.StatusSummary?.Errors ?? []).Select(e => KeyValuePair.Create(Word(e.Code), e.RecordCount)),
                .. (run.Activities ?? []).SelectMany(a => a.StatusSummary?.Extensions?.Errors ?? []).Select(e => KeyValuePair.Create(Word(e.Code), e.RecordCount)),
            ],
        };
    }

    private static ReceiptState StateOf(string? status, long? failed) => status?.ToUpperInvariant() switch
    {
        "SUCCESS" => failed is > 0 ? ReceiptState.CompletedWithErrors : ReceiptState.Completed,
        "FAILED" => ReceiptState.Failed,
        _ => ReceiptState.Processing,
    };

    /// <summary>The platform's words are shown only if they are codes.</summary>
    private static string Word(string? text) => text is { Length: > 0 and <= 60 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : "unknown";
}
