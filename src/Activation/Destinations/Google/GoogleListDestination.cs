using Activation.Delivery;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>Lists of Google Customer Match, of one kind of key each, for Google Ads and Display &amp; Video 360.</summary>
/// <remarks>https://developers.google.com/data-manager/api/devguides/audiences</remarks>
internal abstract class GoogleListDestination(DestinationType type, DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<GoogleSettings>(type)
{
    private readonly GoogleClient client = new(http, tokens, time);

    /// <summary>The quota is the Cloud project's, whatever kind of list it fills.</summary>
    public override string AccountOf(DestinationAccount account) => $"{GoogleType.Name}.{GoogleSettings.QuotaOf(account)}";

    /// <summary>The lists are the account's on which is operated.</summary>
    public override string PlaceOf(DestinationAccount account) => $"{Type.Type}.{GoogleSettings.OperatingOf(account).Path}";

    protected override Task<DestinationResult> CheckAsync(GoogleSettings settings, CancellationToken cancellationToken) =>
        new GoogleUserLists(client).CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(GoogleSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new GoogleUserLists(client).EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(GoogleSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, GoogleType.MaxMembers, nameof(batch));
        var uploads = new GoogleUploads(client);
        var rejected = new SortedDictionary<int, string>();
        var requests = new List<string>();
        foreach (var members in GoogleMember.Of(batch.Rows, settings.Mobile, settings.StatedConsents).Chunk(GoogleType.MaxMembers))
        {
            var (result, request) = await uploads.SendAsync(settings, batch, members, rejected, validateOnly: false, cancellationToken);
            if (request is null)
            {
                return SendResult.Failure(await ConfirmMissingAsync(settings, batch.AudienceId, result, cancellationToken));
            }

            requests.Add(request);
        }

        if (batch is { Operation: BatchOperation.Remove, EmptiesAudience: true })
        {
            // Also whoever is in the list and not known here. The members are named all the same: what was sent shortly before may not be in the list yet.
            var (result, request) = await uploads.ClearAsync(settings, batch.AudienceId, cancellationToken);
            if (request is null)
            {
                return SendResult.Failure(await ConfirmMissingAsync(settings, batch.AudienceId, result, cancellationToken));
            }

            requests.Add(request);
        }

        return Taken(rejected) with { Receipt = requests.Count == 0 ? null : string.Join(GoogleReports.Separator, requests) };
    }

    protected override async Task<SendResult> RehearseAsync(GoogleSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rejected = new SortedDictionary<int, string>();
        foreach (var members in GoogleMember.Of(batch.Rows, settings.Mobile, settings.StatedConsents).Chunk(GoogleType.MaxMembers))
        {
            var (result, _) = await new GoogleUploads(client).SendAsync(settings, batch, members, rejected, validateOnly: true, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(await ConfirmMissingAsync(settings, batch.AudienceId, result, cancellationToken));
            }
        }

        return Taken(rejected);
    }

    protected override async Task<AudienceReport?> ReportAsync(GoogleSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        await new GoogleReports(client).ReportAsync(settings, audienceId, receipts, cancellationToken);

    protected override Task<DestinationResult> DeleteAudienceAsync(GoogleSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new GoogleUserLists(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override GoogleSettings Read(DestinationAccount account) => new(account);

    private static SendResult Taken(SortedDictionary<int, string> rejected) => new(DestinationResult.Success, [.. rejected.Select(r => new RejectedRow(r.Key, r.Value))]);

    private async Task<DestinationResult> ConfirmMissingAsync(GoogleSettings settings, string audienceId, DestinationResult result, CancellationToken cancellationToken)
    {
        if (!GoogleErrors.MayBeMissing(result))
        {
            return result;
        }

        var list = await new GoogleUserLists(client).GetAsync(settings, audienceId, cancellationToken);
        return list.Result.Outcome == DestinationOutcome.Success ? result : list.Result;
    }
}
