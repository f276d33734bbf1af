using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.CampaignClassic;

/// <summary>Adobe Campaign Classic and v8: the recipients that members are subscribe to the audience's service. A recipient that Campaign does not have is not made.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/business-oriented-apis</remarks>
internal sealed class ClassicDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<ClassicSettings>(ClassicType.Create())
{
    private readonly ClassicClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{ClassicSettings.InstanceOf(account).Host}";

    protected override async Task<DestinationResult> CheckAsync(ClassicSettings settings, CancellationToken cancellationToken) =>
        (await client.QueryAsync(settings, ClassicRecipients.Schema, null, 1, ["@id", .. settings.Fields.Values.Select(f => $"@{f}")], cancellationToken)).Result;

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(ClassicSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new ClassicServices(client).EnsureAsync(settings, audience, cancellationToken);

    protected override Task<DestinationResult> DeleteAudienceAsync(ClassicSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new ClassicServices(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override async Task<SendResult> SendAsync(ClassicSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var (known, service) = await new ClassicServices(client).FindAsync(settings, batch.AudienceId, cancellationToken);
        if (service is null)
        {
            return SendResult.Failure(known);
        }

        var outcomes = new RowOutcomes();
        var (looked, rowsById) = await new ClassicRecipients(client).FindAsync(settings, batch.Rows, outcomes, cancellationToken);
        if (looked.Outcome != DestinationOutcome.Success)
        {
            return SendResult.Failure(looked);
        }

        // Who is no recipient subscribes to nothing.
        var isAdd = batch.Operation == BatchOperation.Add;
        outcomes = isAdd ? outcomes : new RowOutcomes();
        foreach (var (recipient, rows) in rowsById)
        {
            var call = isAdd ? ClassicSoap.Subscribe(batch.AudienceId, recipient) : ClassicSoap.Unsubscribe(batch.AudienceId, recipient);
            var result = await client.SendAsync(settings, call, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }

            rows.ForEach(outcomes.Take);
        }

        return outcomes.ToResult(DestinationResult.Success);
    }

    protected override ClassicSettings Read(DestinationAccount account) => new(account);
}
