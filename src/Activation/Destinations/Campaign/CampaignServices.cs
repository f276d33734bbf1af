using System.Text.Json;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.Campaign;

/// <summary>Finds, makes and renames services. A service is known by its name, because Campaign's own keys must not be stored; its label is what people see.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions/creating-a-service</remarks>
internal sealed class CampaignServices(CampaignClient client)
{
    public Task<(DestinationResult Result, CampaignResource? Found)> FindAsync(CampaignSettings settings, string name, CancellationToken cancellationToken) =>
        client.FindAsync(settings, settings.Address("profileAndServices/service?_lineCount=100"), s => s.Name == name, cancellationToken);

    public async Task<EnsureAudienceResult> EnsureAsync(CampaignSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var name = spec.KnownId ?? ServiceName.Of(spec.Sync);
        var (result, service) = await FindAsync(settings, name, cancellationToken);
        if (result.Outcome != DestinationOutcome.Success)
        {
            return new EnsureAudienceResult(result, null);
        }

        if (service is not null)
        {
            return new EnsureAudienceResult(await RenameAsync(settings, service, ServiceName.LabelOf(spec), cancellationToken), name);
        }

        if (spec.KnownId is not null)
        {
            return new EnsureAudienceResult(Missing, null);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new CampaignNewService(ServiceName.LabelOf(spec), "email", name), CampaignJson.Default.CampaignNewService);
        var made = await client.SendAsync(settings, HttpMethod.Post, settings.Address("profileAndServices/service"), body, cancellationToken);
        return new EnsureAudienceResult(made.Result, made.Value is null ? null : name);
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/global-concepts/verbs</remarks>
    public async Task<DestinationResult> DeleteAsync(CampaignSettings settings, string name, CancellationToken cancellationToken)
    {
        var (result, service) = await FindAsync(settings, name, cancellationToken);
        if (settings.Own(service?.Href) is not { } address)
        {
            return result;
        }

        var reply = await client.SendAsync(settings, HttpMethod.Delete, address, null, cancellationToken);
        return reply.Reply.Status == 404 ? DestinationResult.Success : reply.Result;
    }

    public static DestinationResult Missing => new(DestinationOutcome.AudienceMissing, "serviceMissing", "The service no longer exists at Campaign; it is made anew.");

    private async Task<DestinationResult> RenameAsync(CampaignSettings settings, CampaignResource service, string wanted, CancellationToken cancellationToken)
    {
        if (service.Label == wanted || settings.Own(service.Href) is not { } address)
        {
            return DestinationResult.Success;
        }

        var reply = await client.SendAsync(
            settings, HttpMethod.Patch, address, JsonSerializer.SerializeToUtf8Bytes(new CampaignLabel(wanted), CampaignJson.Default.CampaignLabel), cancellationToken);
        return reply.Result;
    }
}
