using Activation.Destinations.OAuth;

namespace Activation.Destinations.Amazon;

/// <summary>Amazon Ads' advertiser audiences: records that create or delete a member, worked on after the call.</summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal sealed class AmazonDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<AmazonSettings>(AmazonType.Create())
{
    private readonly AmazonClient client = new(new TokenCalls(http, tokens), time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{AmazonSettings.TargetOf(account)}";

    protected override Task<DestinationResult> CheckAsync(AmazonSettings settings, CancellationToken cancellationToken) =>
        client.CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(AmazonSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Audiences.EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(AmazonSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, AmazonType.MaxRecords, nameof(batch));
        if (AmazonRecords.Write(batch.Rows, batch.Operation, batch.AudienceId, settings) is not { } body)
        {
            return SendResult.Success;
        }

        var reply = await client.SendAsync(settings, HttpMethod.Post, "amc/audiences/records", body, AmazonJson.Default.AmazonJob, j => j.JobRequestId is { Length: > 0 }, cancellationToken);
        if (reply.Value is { } job)
        {
            return SendResult.Success with { Receipt = job.JobRequestId };
        }

        // An unknown audience may be refused like any other mistake: asking for it tells.
        var isMissing = reply.Result.Outcome is DestinationOutcome.Refused or DestinationOutcome.AudienceMissing
            && (await Audiences.GetAsync(settings, batch.AudienceId, cancellationToken)).Result.Outcome == DestinationOutcome.AudienceMissing;
        return SendResult.Failure(isMissing
            ? await Audiences.ConfirmAsync(settings, reply.Result with { Outcome = DestinationOutcome.AudienceMissing, Message = "The audience no longer exists at Amazon; it is made anew." }, cancellationToken)
            : reply.Result.Outcome == DestinationOutcome.AudienceMissing ? reply.Result with { Outcome = DestinationOutcome.Stop, Message = "Amazon does not offer this call here. Check the destination's region and apiBaseUrl." }
            : reply.Result);
    }

    protected override async Task<AudienceReport?> ReportAsync(AmazonSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var audience = await Audiences.GetAsync(settings, audienceId, cancellationToken);
        var jobs = new List<ReceiptReport>(receipts.Count);
        foreach (var receipt in receipts)
        {
            var reply = await client.SendAsync(
                settings, HttpMethod.Get, $"amc/audiences/records/{Uri.EscapeDataString(receipt)}", null, AmazonJson.Default.AmazonJobStatus, s => s.JobState is not null, cancellationToken);
            if (reply.Value is { } status)
            {
                jobs.Add(Read(receipt, status));
            }
            else if (reply.Result.Outcome is DestinationOutcome.Retry or DestinationOutcome.Throttled or DestinationOutcome.Reconnect)
            {
                return new AudienceReport(reply.Result) { Receipts = jobs };
            }
        }

        var size = Known(audience.Value?.Metadata?.AudienceSize?.DspAudienceSize);
        return new AudienceReport(audience.Result) { SizeAtLeast = size, SizeAtMost = size, Receipts = jobs };
    }

    private static ReceiptReport Read(string receipt, AmazonJobStatus status)
    {
        var state = status.JobState switch
        {
            "SUCCEEDED" or "COMPLETED" => ReceiptState.Completed,
            "PARTIALLYSUCCEEDED" => ReceiptState.CompletedWithErrors,
            "FAILED" => ReceiptState.Failed,
            _ => ReceiptState.Processing,
        };
        return new ReceiptReport(receipt, state) { Received = Known(status.AudienceSize?.ReceivedRecordSize), Matched = Known(status.AudienceSize?.IdResolutionCount), Invalid = status.InvalidRecords?.Count };
    }

    /// <summary>Amazon says -1 while it does not know a count.</summary>
    private static long? Known(long? count) => count < 0 ? null : count;

    private AmazonAudiences Audiences => new(client);

    protected override AmazonSettings Read(DestinationAccount account) => new(account);
}
