using Activation.Destinations.AzureMessaging;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.EventHub;

/// <summary>Azure Event Hubs by its HTTPS interface.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events; the size of a request: https://learn.microsoft.com/en-us/azure/event-hubs/event-hubs-quotas</remarks>
internal sealed class EventHubDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : MessagingDestination(Kind, http, tokens, time)
{
    public static readonly MessagingKind Kind = new(
        "eventhub", "Azure Event Hubs", "eventHub", "event hub", "https://eventhubs.azure.net/.default", DefaultKilobytes: 1024, new Uri("https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events"));
}
