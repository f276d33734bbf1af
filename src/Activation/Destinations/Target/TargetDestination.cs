using System.Net.Http.Headers;
using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.Target;

/// <summary>Adobe Target: a profile attribute for each audience, `profile.{attribute}_{sync}`, which is `in` or `out`.</summary>
internal sealed class TargetDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<TargetSettings>(TargetType.Create())
{
    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{TargetSettings.ClientOf(account)}";

    /// <summary>Asks for the status of a batch that there is not: an answer means that the server and the client code are right.</summary>
    protected override async Task<DestinationResult> CheckAsync(TargetSettings settings, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.Status(null, "0"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        return TargetReply.Classify(await http.SendAsync(request, cancellationToken), time.GetUtcNow());
    }

    protected override async Task<SendResult> SendAsync(TargetSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var outcomes = new RowOutcomes();
        foreach (var (index, row) in batch.Rows.Index())
        {
            foreach (var id in row[Identifiers.ExternalId])
            {
                if (settings.Takes(id))
                {
                    outcomes.Take(index);
                }
                else
                {
                    outcomes.Skip(index, "unsupportedValue");
                }
            }
        }

        if (!batch.Rows.Any(r => r[Identifiers.ExternalId].Any(settings.Takes)))
        {
            return outcomes.ToResult(DestinationResult.Success);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Updates) { Content = new ByteArrayContent(TargetBatchFile.Write(settings, batch)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        var (result, receipt) = TargetReply.OfUpdate(await http.SendAsync(request, cancellationToken), time.GetUtcNow());
        return result.Outcome == DestinationOutcome.Success ? outcomes.ToResult(result) with { Receipt = receipt } : SendResult.Failure(result);
    }

    protected override async Task<AudienceReport?> ReportAsync(TargetSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        List<ReceiptReport> reports = [];
        foreach (var receipt in receipts)
        {
            // Without the token: the edge is another host than the one that is configured.
            var (edge, batch) = TargetReply.Parse(receipt);
            using var request = new HttpRequestMessage(HttpMethod.Get, settings.Status(edge, batch));
            var reply = await http.SendAsync(request, cancellationToken);
            var result = TargetReply.Classify(reply, time.GetUtcNow());
            if (result.Outcome != DestinationOutcome.Success)
            {
                return new AudienceReport(result) { Receipts = reports };
            }

            if (TargetReply.OfStatus(reply, receipt) is { } report)
            {
                reports.Add(report);
            }
        }

        return new AudienceReport(DestinationResult.Success) { Receipts = reports };
    }

    protected override TargetSettings Read(DestinationAccount account) => new(account);
}
