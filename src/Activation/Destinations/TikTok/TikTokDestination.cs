namespace Activation.Destinations.TikTok;

/// <summary>TikTok Custom Audiences: adds and removes by mapping hashed ids to an audience.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
internal sealed class TikTokDestination(DestinationHttp http, TimeProvider time) : IDestination
{
    private readonly TikTokClient client = new(http, time);

    public DestinationType Type { get; } = TikTokType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{TikTokSettings.AdvertiserOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? (await Audiences.ListAsync(settings, page: 1, size: 1, cancellationToken)).Result
            : failure;

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await Audiences.EnsureAsync(settings, audience, cancellationToken)
            : new EnsureAudienceResult(failure, null);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rows = ColumnRows.Of(batch.Rows, TikTokType.Columns);
        if (rows.Rows.Count == 0)
        {
            return SendResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Rows.Count, TikTokType.MaxRows, nameof(batch));
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var content = PlatformClient.Json(TikTokMapping.Write(rows, settings.AdvertiserId, batch.AudienceId, batch.Operation));
        var result = await client.SendAsync(settings, "segment/mapping/", content, cancellationToken);
        return result.Outcome == DestinationOutcome.Success
            ? SendResult.Success
            : SendResult.Failure(TikTokErrors.MayBeMissing(result) ? await ConfirmMissingAsync(settings, batch.AudienceId, result, cancellationToken) : result);
    }

    public async Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var content = PlatformClient.Json(new TikTokDeleteAudience(settings.AdvertiserId, "delete", audienceId), TikTokJson.Default.TikTokDeleteAudience);
        var result = await client.SendAsync(settings, "segment/audience/", content, cancellationToken);
        result = TikTokErrors.MayBeMissing(result) ? await ConfirmMissingAsync(settings, audienceId, result, cancellationToken) : result;
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    public async Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return new AudienceReport(failure);
        }

        var (result, audience) = await Audiences.FindAsync(settings, a => a.AudienceId == audienceId, cancellationToken);
        return audience is null
            ? new AudienceReport(result.Outcome == DestinationOutcome.Success ? TikTokAudiences.Missing : result)
            : new AudienceReport(result)
            {
                State = audience.IsValid == true ? "ready" : "notReady",
                Explanation = audience.IsValid == true ? null : "TikTok computes the audience, found fewer than 1,000 people, or the audience has expired.",
                SizeAtLeast = audience.CoverNum,
                SizeAtMost = audience.CoverNum,
            };
    }

    private TikTokAudiences Audiences => new(client);

    private static TikTokSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> ConfirmMissingAsync(TikTokSettings settings, string audienceId, DestinationResult refusal, CancellationToken cancellationToken)
    {
        var (result, audience) = await Audiences.FindAsync(settings, a => a.AudienceId == audienceId, cancellationToken);
        return result.Outcome == DestinationOutcome.Success && audience is null ? TikTokAudiences.Missing : refusal;
    }
}
