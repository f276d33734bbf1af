using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Analytics;

/// <summary>Adobe Analytics: one file of hits for each batch, of which a variable says what audience somebody entered or left.</summary>
/// <remarks>https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/endpoints</remarks>
internal sealed class AnalyticsDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<AnalyticsSettings>(AnalyticsType.Create())
{
    /// <summary>Files that are looked up for a report: calls to a visitor group are few.</summary>
    private const int MostFiles = 3;

    private readonly TokenCalls client = new(http, tokens);

    /// <summary>Files of a visitor group must be uploaded one after the other, whatever syncs they are of.</summary>
    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{AnalyticsSettings.GroupOf(account)}";

    /// <summary>Looks a file up that there is not: the answer that it was not found is the right one.</summary>
    protected override async Task<DestinationResult> CheckAsync(AnalyticsSettings settings, CancellationToken cancellationToken)
    {
        var (result, _) = await FindAsync(settings, "check", cancellationToken);
        return result;
    }

    protected override async Task<SendResult> SendAsync(AnalyticsSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var outcomes = new RowOutcomes();
        if (AnalyticsFile.Write(settings, batch, time.GetUtcNow(), outcomes) is not { } file)
        {
            return outcomes.ToResult(DestinationResult.Success);
        }

        // What was uploaded stays, so an earlier attempt whose answer was lost is looked up first.
        var key = KeyOf(batch);
        if (batch.Attempt > 1)
        {
            var (result, earlier) = await FindAsync(settings, key, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success || earlier is not null)
            {
                return result.Outcome == DestinationOutcome.Success ? outcomes.ToResult(result) with { Receipt = key } : SendResult.Failure(result);
            }
        }

        var reply = await client.SendAsync(
            settings.Credential.Token, () => Upload(settings, file, key), AnalyticsJson.Default.AnalyticsUpload, static u => u.StatusCode is { Length: > 0 },
            r => AnalyticsReply.Classify(r, time.GetUtcNow()), cancellationToken);
        return reply.Value is { } upload ? AnalyticsReply.OfUpload(upload, outcomes) with { Receipt = key } : SendResult.Failure(reply.Result);
    }

    /// <summary>Whether the latest files were received: the platform counts their rows, and does not say when the hits are there.</summary>
    protected override async Task<AudienceReport?> ReportAsync(AnalyticsSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var files = new List<ReceiptReport>();
        foreach (var key in receipts.TakeLast(MostFiles))
        {
            var (result, file) = await FindAsync(settings, key, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return new AudienceReport(result);
            }

            files.Add(AnalyticsReply.OfFile(key, file));
        }

        return new AudienceReport(DestinationResult.Success)
        {
            Explanation = "Adobe Analytics says which files it has received, and not when their hits are in the reports: mostly within an hour, those of the past in some hours.",
            Receipts = files,
        };
    }

    protected override AnalyticsSettings Read(DestinationAccount account) => new(account);

    /// <summary>The same in every attempt of a batch.</summary>
    private static string KeyOf(DestinationBatch batch) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(batch.Key)).AsSpan(0, 16)).ToString("D");

    private static HttpRequestMessage Upload(AnalyticsSettings settings, byte[] file, string key)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Events()) { Content = new MultipartFormDataContent { { part, "file", $"{key}.csv.gz" } } };
        request.Headers.Add("x-api-key", settings.Credential.ClientId);
        request.Headers.Add("x-adobe-vgid", settings.VisitorGroup);
        request.Headers.Add("x-adobe-idempotency-key", key);
        return request;
    }

    /// <summary>A file that is not there is a success without one.</summary>
    private async Task<(DestinationResult Result, AnalyticsUpload? File)> FindAsync(AnalyticsSettings settings, string key, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings.Credential.Token,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, settings.Events($"/key/{Uri.EscapeDataString(key)}"));
                request.Headers.Add("x-api-key", settings.Credential.ClientId);
                return request;
            },
            AnalyticsJson.Default.AnalyticsUpload, static _ => true, r => AnalyticsReply.Classify(r, time.GetUtcNow()), cancellationToken);
        return reply.Reply.Status == 404 ? (DestinationResult.Success, null) : (reply.Result, reply.Value);
    }
}
