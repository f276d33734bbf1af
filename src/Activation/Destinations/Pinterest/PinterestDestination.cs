using System.Globalization;
using Activation.Delivery;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Pinterest;

/// <summary>Pinterest: a customer list that is added to and removed from, and the audience by which campaigns use it.</summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/customer_lists-update</remarks>
internal sealed class PinterestDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<PinterestSettings>(PinterestType.Create())
{
    private readonly PinterestClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{account.Setting("adAccountId") ?? account.Id.Value}";

    protected override Task<DestinationResult> CheckAsync(PinterestSettings settings, CancellationToken cancellationToken) =>
        new PinterestLists(client).CheckAsync(settings, cancellationToken);

    protected override async Task<EnsureAudienceResult> EnsureAudienceAsync(PinterestSettings settings, AudienceSpec audience, CancellationToken cancellationToken)
    {
        var (result, list) = await new PinterestLists(client).EnsureAsync(settings, audience, cancellationToken);
        return list is null ? new EnsureAudienceResult(result, null) : new EnsureAudienceResult(await new PinterestAudiences(client).EnsureAsync(settings, list, audience, cancellationToken), list);
    }

    protected override async Task<SendResult> SendAsync(PinterestSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var records = batch.Rows.SelectMany(row => PinterestType.Records.SelectMany(identifier => row[identifier])).ToList();
        if (records.Count == 0)
        {
            return SendResult.Success;
        }

        var change = new PinterestChange(string.Join(',', records), batch.Operation == BatchOperation.Add ? "ADD" : "REMOVE");
        var reply = await client.SendAsync(
            settings, HttpMethod.Patch, PinterestLists.Path(batch.AudienceId), PlatformClient.Json(change, PinterestJson.Default.PinterestChange),
            PinterestJson.Default.PinterestList, l => l.Id is not null, cancellationToken);
        return reply.Value is { } list ? SendResult.Failure(PinterestErrors.Of(list) ?? reply.Result) : SendResult.Failure(await ConfirmMissingAsync(settings, batch.AudienceId, reply, cancellationToken));
    }

    protected override async Task<AudienceReport?> ReportAsync(PinterestSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var list = await new PinterestLists(client).GetAsync(settings, audienceId, cancellationToken);
        if (list.Value is null)
        {
            return new AudienceReport(list.Result);
        }

        var (result, audience) = await new PinterestAudiences(client).FindAsync(settings, audienceId, cancellationToken);
        var status = audience?.Status ?? list.Value.Status;
        return new AudienceReport(result)
        {
            State = status == "TOO_SMALL" ? "tooSmall" : status?.ToLower(CultureInfo.InvariantCulture),
            Explanation = status == "TOO_SMALL" ? "Pinterest knows fewer than 100 of the people; no campaign can use the audience." : null,
            SizeAtLeast = audience?.Size,
        };
    }

    protected override PinterestSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> ConfirmMissingAsync(PinterestSettings settings, string list, PlatformReply<PinterestList> reply, CancellationToken cancellationToken)
    {
        if (!PinterestErrors.MayBeMissing(reply.Reply))
        {
            return reply.Result;
        }

        var found = await new PinterestLists(client).GetAsync(settings, list, cancellationToken);
        return found.Result.Outcome == DestinationOutcome.Success ? reply.Result : found.Result;
    }
}
