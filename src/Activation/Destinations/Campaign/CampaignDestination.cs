using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Campaign;

/// <summary>Adobe Campaign Standard and v8: the profiles of members subscribe to the audience's service. A profile that Campaign does not have is not made.</summary>
internal sealed class CampaignDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<CampaignSettings>(CampaignType.Create())
{
    private readonly CampaignClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{CampaignSettings.OrganizationOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(CampaignSettings settings, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Get, settings.Address("profileAndServices/service?_lineCount=1"), null, cancellationToken);
        return reply.Result;
    }

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(CampaignSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new CampaignServices(client).EnsureAsync(settings, audience, cancellationToken);

    protected override Task<DestinationResult> DeleteAudienceAsync(CampaignSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new CampaignServices(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override async Task<SendResult> SendAsync(CampaignSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var (found, service) = await new CampaignServices(client).FindAsync(settings, batch.AudienceId, cancellationToken);
        if (found.Outcome != DestinationOutcome.Success || service is null)
        {
            return SendResult.Failure(found.Outcome != DestinationOutcome.Success ? found : CampaignServices.Missing);
        }

        var outcomes = new RowOutcomes();
        var subscriptions = new CampaignSubscriptions(client);
        foreach (var identity in MemberIdentity.Of(batch.Rows))
        {
            var (result, reason) = await subscriptions.ChangeAsync(settings, service, identity, batch.Operation, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }

            if (reason is null || (reason == CampaignErrors.ProfileNotFound && batch.Operation == BatchOperation.Remove))
            {
                outcomes.Take(identity.Row);
            }
            else
            {
                outcomes.Skip(identity.Row, reason);
            }
        }

        return outcomes.ToResult(DestinationResult.Success);
    }

    protected override CampaignSettings Read(DestinationAccount account) => new(account);
}
