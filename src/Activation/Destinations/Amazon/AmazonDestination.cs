using Activation.Destinations.OAuth;

namespace Activation.Destinations.Amazon;

/// <summary>Amazon Ads' advertiser audiences: records that create or delete a member, worked on after the call.</summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal sealed class AmazonDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : IDestination
{
    private readonly AmazonClient client = new(new TokenCalls(http, tokens), time);

    public DestinationType Type { get; } = AmazonType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{AmazonSettings.TargetOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await client.CheckAsync(settings, cancellationToken) : failure;

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await Audiences.EnsureAsync(settings, audience, cancellationToken)
            : new EnsureAudienceResult(failure, null);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, AmazonType.MaxRecords, nameof(batch));
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

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

    public async Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return new AudienceReport(failure);
        }

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
        }

        var size = audience.Value?.Metadata?.AudienceSize?.DspAudienceSize;
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
        return new ReceiptReport(receipt, state) { Received = status.AudienceSize?.ReceivedRecordSize, Matched = status.AudienceSize?.IdResolutionCount, Invalid = status.InvalidRecords?.Count };
    }

    private AmazonAudiences Audiences => new(client);

    private static AmazonSettings Read(DestinationAccount account) => new(account);
}
