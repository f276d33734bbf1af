using Activation.Destinations;
using Activation.Destinations.EventHub;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.AzureMessaging;

public sealed class EventHubConformanceTests : MessagingConformanceTests
{
    private protected override string Name => "eventhub";

    private protected override string EntitySetting => "eventHub";

    private protected override IDestination Destination => new EventHubDestination(Http.Client, new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);
}
