using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Destinations.ServiceBusTopic;

namespace Activation.Tests.Destinations.AzureMessaging;

public sealed class ServiceBusTopicConformanceTests : MessagingConformanceTests
{
    private protected override string Name => "servicebustopic";

    private protected override string EntitySetting => "topic";

    private protected override IDestination Destination => new ServiceBusTopicDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);
}
