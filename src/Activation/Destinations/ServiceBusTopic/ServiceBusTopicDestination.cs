using Activation.Destinations.AzureMessaging;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.ServiceBusTopic;

/// <summary>A topic of Azure Service Bus by its HTTPS interface. A topic with duplicate detection drops what a retry sends again.</summary>
/// <remarks>https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch; the size of a request: https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-quotas</remarks>
internal sealed class ServiceBusTopicDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : MessagingDestination(Kind, http, tokens, time)
{
    public static readonly MessagingKind Kind = new(
        "servicebustopic", "Azure Service Bus topic", "topic", "topic", "https://servicebus.azure.net/.default", DefaultKilobytes: 256, new Uri("https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch"))
    {
        HasMessageIds = true,
    };
}
