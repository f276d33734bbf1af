namespace Activation.Destinations.X;

/// <summary>X Custom Audiences: adds (`Update`) and removes (`Delete`) with POST of `/custom_audiences/{id}/users`. A call is applied as a whole or not at all.</summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences/reference#custom-audiences-users</remarks>
internal sealed class XDestination(DestinationHttp http, TimeProvider time) : IDestination
{
    private readonly XClient client = new(http, time);

    public DestinationType Type { get; } = XType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{XSettings.AccountIdOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await Audiences.CheckAsync(settings, cancellationToken) : failure;

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await Audiences.EnsureAsync(settings, audience, cancellationToken)
            : new EnsureAudienceResult(failure, null);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, XType.MaxRows, nameof(batch));
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

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

    public async Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var reply = await client.SendAsync(
            settings, HttpMethod.Delete, $"custom_audiences/{Uri.EscapeDataString(audienceId)}", null, XJson.Default.Audience, r => r.Data is not null, cancellationToken);
        var result = await Audiences.ConfirmAsync(settings, reply.Result, cancellationToken);
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    public async Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return new AudienceReport(failure);
        }

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

    private static XSettings Read(DestinationAccount account) => new(account);
}
