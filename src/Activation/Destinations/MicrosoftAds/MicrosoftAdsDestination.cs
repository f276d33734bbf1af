using Activation.Delivery;
using Activation.Destinations.OAuth;
using Activation.Profiles;

namespace Activation.Destinations.MicrosoftAds;

/// <summary>Microsoft Advertising's customer lists: one call for each kind of item, with a fault for each item that is refused.</summary>
/// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/customerlistuserdata?view=bingads-13</remarks>
internal sealed class MicrosoftAdsDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<MicrosoftAdsSettings>(MicrosoftAdsType.Create())
{
    private readonly MicrosoftAdsClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{account.Setting("accountId") ?? account.Id.Value}";

    protected override Task<DestinationResult> CheckAsync(MicrosoftAdsSettings settings, CancellationToken cancellationToken) =>
        new MicrosoftAdsLists(client).CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(MicrosoftAdsSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new MicrosoftAdsLists(client).EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(MicrosoftAdsSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rejected = new SortedDictionary<int, string>();
        foreach (var (identifier, itemType) in MicrosoftAdsType.ItemTypes)
        {
            var items = batch.Rows.SelectMany((row, index) => row[identifier].Select(value => (Row: index, Value: value))).ToList();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, MicrosoftAdsType.MaxItems, nameof(batch));
            var result = items.Count == 0 ? DestinationResult.Success : await ApplyAsync(settings, batch, itemType, items, rejected, cancellationToken);
            if (result.Code == MicrosoftAdsErrors.KindNotTaken && identifier == Identifiers.ExternalId && batch.Rows.Any(HasEmail))
            {
                foreach (var (row, _) in items.Where(i => !HasEmail(batch.Rows[i.Row])))
                {
                    rejected.TryAdd(row, "kindNotTaken");
                }
            }
            else if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }
        }

        return new SendResult(DestinationResult.Success, [.. rejected.Select(r => new RejectedRow(r.Key, r.Value))]);
    }

    protected override async Task<AudienceReport?> ReportAsync(MicrosoftAdsSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var (result, list) = await new MicrosoftAdsLists(client).FindAsync(settings, audienceId, cancellationToken);
        return new AudienceReport(result) { SizeAtLeast = list is { SearchSize: null, AudienceNetworkSize: null } or null ? null : Math.Max(list.SearchSize ?? 0, list.AudienceNetworkSize ?? 0) };
    }

    protected override Task<DestinationResult> DeleteAudienceAsync(MicrosoftAdsSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new MicrosoftAdsLists(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override MicrosoftAdsSettings Read(DestinationAccount account) => new(account);

    /// <summary>Whether the member's emails stand for it where customer ids are not taken.</summary>
    private static bool HasEmail(MemberRow row) => row[Identifiers.Email].Count > 0;

    private async Task<DestinationResult> ApplyAsync(
        MicrosoftAdsSettings settings, DestinationBatch batch, string itemType, IReadOnlyList<(int Row, string Value)> items, IDictionary<int, string> rejected, CancellationToken cancellationToken)
    {
        var action = batch.Operation == BatchOperation.Add ? "Add" : "Remove";
        var body = new MicrosoftAdsApply(new MicrosoftAdsUserData(action, batch.AudienceId, [.. items.Select(i => i.Value)], itemType, settings.AcceptsTerms ? true : null));
        var reply = await client.SendAsync(
            settings, HttpMethod.Post, "CustomerListUserData/Apply", PlatformClient.Json(body, MicrosoftAdsJson.Default.MicrosoftAdsApply), _ => true, cancellationToken);
        if (reply.Value is not { } answer)
        {
            return await ConfirmMissingAsync(settings, batch.AudienceId, reply.Result, cancellationToken);
        }

        foreach (var error in answer.PartialErrors ?? [])
        {
            if (error.Index is not { } index || index < 0 || index >= items.Count)
            {
                return await ConfirmMissingAsync(
                    settings, batch.AudienceId, new DestinationResult(DestinationOutcome.Refused, MicrosoftAdsErrors.CodeOf(error), "Microsoft refuses what it is sent as invalid."), cancellationToken);
            }

            rejected.TryAdd(items[index].Row, MicrosoftAdsErrors.Reason(error));
        }

        return DestinationResult.Success;
    }

    /// <summary>A list that is gone shows as any other fault of a call: it is missing if its account does not have it any more.</summary>
    private async Task<DestinationResult> ConfirmMissingAsync(MicrosoftAdsSettings settings, string audienceId, DestinationResult result, CancellationToken cancellationToken)
    {
        if (result.Outcome is not (DestinationOutcome.Refused or DestinationOutcome.Stop))
        {
            return result;
        }

        var (found, _) = await new MicrosoftAdsLists(client).FindAsync(settings, audienceId, cancellationToken);
        return found.Outcome == DestinationOutcome.AudienceMissing ? found : result;
    }
}
