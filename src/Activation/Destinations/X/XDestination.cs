namespace Activation.Destinations.X;

/// <summary>X Custom Audiences: adds (`Update`) and removes (`Delete`) with POST of `/custom_audiences/{id}/users`. A call is applied as a whole or not at all.</summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences/reference#custom-audiences-users</remarks>
internal sealed class XDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<XSettings>(XType.Create())
{
    private readonly XClient client = new(http, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{XSettings.AccountIdOf(account)}";

    protected override Task<DestinationResult> CheckAsync(XSettings settings, CancellationToken cancellationToken) =>
        Audiences.CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(XSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Audiences.EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(XSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, XType.MaxRows, nameof(batch));
        foreach (var (body, users) in XUsersBody.Write(batch.Rows, batch.Operation))
        {
            var reply = await client.SendAsync(
                settings, HttpMethod.Post, $"custom_audiences/{Uri.EscapeDataString(batch.AudienceId)}/users", body, XJson.Default.Counts, r => r.Data is { SuccessCount: not null }, cancellationToken);
            if (reply.Value?.Data is not { } counts)
            {
                return SendResult.Failure(await Audiences.ConfirmAsync(settings, reply.Result, cancellationToken));
            }

            if (counts.SuccessCount != users || counts.TotalCount != users)
            {
                return SendResult.Failure(new DestinationResult(DestinationOutcome.Retry, "countMismatch", "X counts other users than it was sent; the call is tried again."));
            }
        }

        return SendResult.Success;
    }

    protected override async Task<DestinationResult> DeleteAudienceAsync(XSettings settings, string audienceId, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings, HttpMethod.Delete, $"custom_audiences/{Uri.EscapeDataString(audienceId)}", null, XJson.Default.Audience, r => r.Data is not null, cancellationToken);
        var result = await Audiences.ConfirmAsync(settings, reply.Result, cancellationToken);
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    protected override async Task<AudienceReport?> ReportAsync(XSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var reply = await Audiences.GetAsync(settings, audienceId, cancellationToken);
        var audience = reply.Value?.Data;
        var reasons = audience?.ReasonsNotTargetable ?? [];
        var (state, explanation) = audience switch
        {
            null => ((string?)null, (string?)null),
            { Targetable: true } => ("ready", null),
            _ when reasons.Contains("PROCESSING", StringComparer.Ordinal) => ("processing", "X works on changes every six to eight hours."),
            _ when reasons.Contains("TOO_SMALL", StringComparer.Ordinal) => ("tooSmall", "X found fewer people than the 100 that it needs to show them ads."),
            _ => ("notTargetable", "X does not show ads to the audience. Open it in X's Audience Manager."),
        };
        return new AudienceReport(reply.Result) { State = state, Explanation = explanation, SizeAtLeast = audience?.AudienceSize, SizeAtMost = audience?.AudienceSize };
    }

    private XAudiences Audiences => new(client);

    protected override XSettings Read(DestinationAccount account) => new(account);
}
