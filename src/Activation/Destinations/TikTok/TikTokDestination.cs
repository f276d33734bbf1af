namespace Activation.Destinations.TikTok;

/// <summary>TikTok Custom Audiences: adds and removes by mapping hashed ids to an audience.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
internal sealed class TikTokDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<TikTokSettings>(TikTokType.Create())
{
    private readonly TikTokClient client = new(http, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{TikTokSettings.AdvertiserOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(TikTokSettings settings, CancellationToken cancellationToken) =>
        (await Audiences.ListAsync(settings, page: 1, size: 1, cancellationToken)).Result;

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(TikTokSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Audiences.EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(TikTokSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rows = ColumnRows.Of(batch.Rows, TikTokType.Columns);
        if (rows.Rows.Count == 0)
        {
            return SendResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Rows.Count, TikTokType.MaxRows, nameof(batch));
        var content = PlatformClient.Json(TikTokMapping.Write(rows, settings.AdvertiserId, batch.AudienceId, batch.Operation));
        var result = await client.SendAsync(settings, "segment/mapping/", content, cancellationToken);
        return result.Outcome == DestinationOutcome.Success
            ? SendResult.Success
            : SendResult.Failure(TikTokErrors.MayBeMissing(result) ? await ConfirmMissingAsync(settings, batch.AudienceId, result, cancellationToken) : result);
    }

    protected override async Task<DestinationResult> DeleteAudienceAsync(TikTokSettings settings, string audienceId, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new TikTokDeleteAudience(settings.AdvertiserId, "delete", audienceId), TikTokJson.Default.TikTokDeleteAudience);
        var result = await client.SendAsync(settings, "segment/audience/", content, cancellationToken);
        result = TikTokErrors.MayBeMissing(result) ? await ConfirmMissingAsync(settings, audienceId, result, cancellationToken) : result;
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    protected override async Task<AudienceReport?> ReportAsync(TikTokSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
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

    protected override TikTokSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> ConfirmMissingAsync(TikTokSettings settings, string audienceId, DestinationResult refusal, CancellationToken cancellationToken)
    {
        var (result, audience) = await Audiences.FindAsync(settings, a => a.AudienceId == audienceId, cancellationToken);
        return result.Outcome == DestinationOutcome.Success && audience is null ? TikTokAudiences.Missing : refusal;
    }
}
