using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Campaign;

/// <summary>Adobe Campaign Standard and v8: the profiles of members subscribe to the audience's service. A profile that Campaign does not have is not made.</summary>
internal sealed class CampaignDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : IDestination
{
    private readonly CampaignClient client = new(http, tokens, time);

    public DestinationType Type { get; } = CampaignType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{CampaignSettings.OrganizationOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var reply = await client.SendAsync(settings, HttpMethod.Get, settings.Address("profileAndServices/service?_lineCount=1"), null, cancellationToken);
        return reply.Result;
    }

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await new CampaignServices(client).EnsureAsync(settings, audience, cancellationToken)
            : new EnsureAudienceResult(failure, null);

    public async Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await new CampaignServices(client).DeleteAsync(settings, audienceId, cancellationToken)
            : failure;

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

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

            if (reason is null)
            {
                outcomes.Take(identity.Row);
            }
            else
            {
                outcomes.Skip(identity.Row, reason);
            }
        }

        // Who has no profile subscribes to nothing.
        return batch.Operation == BatchOperation.Add ? outcomes.ToResult(DestinationResult.Success) : SendResult.Success;
    }

    private static CampaignSettings Read(DestinationAccount account) => new(account);
}
