using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.Campaign;

/// <summary>Subscribes the profile of an identity to a service, or ends the subscription.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions/perform-subscriptions</remarks>
internal sealed class CampaignSubscriptions(CampaignClient client)
{
    /// <returns>The result and, if that is success, why the identity was passed over: null if it was not.</returns>
    public async Task<(DestinationResult Result, string? Reason)> ChangeAsync(
        CampaignSettings settings, CampaignResource service, MemberIdentity identity, BatchOperation operation, CancellationToken cancellationToken)
    {
        if (ProfileAddress(settings, identity) is not { } address)
        {
            return (DestinationResult.Success, "noEmailHashFilter");
        }

        var found = await client.SendAsync(settings, HttpMethod.Get, address, null, cancellationToken);
        if (found.Reply.Status == 404)
        {
            return (DestinationResult.Success, CampaignErrors.ProfileNotFound);
        }

        if (found.Value is not { } answer)
        {
            return (found.Result, null);
        }

        List<CampaignResource> profiles = [.. (answer.Content ?? [answer]).Where(p => p.Subscriptions?.Href is not null)];
        foreach (var profile in profiles)
        {
            var result = await ChangeAsync(settings, service, profile, operation, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return (result, null);
            }
        }

        return (DestinationResult.Success, profiles.Count > 0 ? null : CampaignErrors.ProfileNotFound);
    }

    /// <summary>A profile that subscribes already is left alone: a second subscription would need a second end.</summary>
    private async Task<DestinationResult> ChangeAsync(
        CampaignSettings settings, CampaignResource service, CampaignResource profile, BatchOperation operation, CancellationToken cancellationToken)
    {
        if (settings.Own(profile.Subscriptions?.Href) is not { } subscriptions || service.PKey is not { } key)
        {
            return new DestinationResult(DestinationOutcome.Retry, "unreadableResponse", "Campaign's answer does not hold what is needed; the call is tried again.");
        }

        var (result, subscription) = await client.FindAsync(settings, subscriptions, s => s.Service?.Name == service.Name, cancellationToken);
        if (result.Outcome != DestinationOutcome.Success || (subscription is null) == (operation == BatchOperation.Remove))
        {
            return result;
        }

        if (operation == BatchOperation.Add)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new CampaignSubscription(new CampaignKey(key)), CampaignJson.Default.CampaignSubscription);
            var added = await client.SendAsync(settings, HttpMethod.Post, subscriptions, body, cancellationToken);
            return added.Result;
        }

        if (SubscriptionAddress(settings, service, subscription) is not { } own)
        {
            return new DestinationResult(DestinationOutcome.Stop, "subscriptionWithoutAddress", "Campaign does not say how to end the subscription. This is a defect: report the code.");
        }

        var removed = await client.SendAsync(settings, HttpMethod.Delete, own, null, cancellationToken);
        return removed.Reply.Status == 404 ? DestinationResult.Success : removed.Result;
    }

    private static Uri? ProfileAddress(CampaignSettings settings, MemberIdentity identity) =>
        identity.Identifier == Identifiers.ExternalId ? settings.Address($"profileAndServicesExt/profile/{Uri.EscapeDataString(identity.Value)}")
        : settings.EmailHashFilter is { } filter ? settings.Address($"profileAndServicesExt/profile/{filter}?{settings.EmailHashParameter}={Uri.EscapeDataString(identity.Value)}")
        : null;

    /// <summary>Below `/subscriptions/` and nowhere else: the address of the service beside it would delete the whole service.</summary>
    private static Uri? SubscriptionAddress(CampaignSettings settings, CampaignResource service, CampaignResource? subscription) =>
        subscription?.Href?.Contains("/subscriptions/", StringComparison.Ordinal) == true ? settings.Own(subscription.Href)
        : subscription?.PKey is { Length: > 0 } key && service.Subscriptions?.Href is { } list ? settings.Own($"{list.TrimEnd('/')}/{key}")
        : null;
}
