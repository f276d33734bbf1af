using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.Google;

public sealed class GoogleConformanceTests : PlatformConformanceTests
{
    private AccessTokens? tokens;

    private protected override IDestination Destination => new GoogleDestination(Http.Client, tokens ??= new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => GoogleAccounts.Settings(Sandbox.BaseUrl);

    private protected override IReadOnlyDictionary<string, string> Secret => GoogleAccounts.User;

    private protected override IReadOnlyDictionary<string, string> WrongSecret => GoogleAccounts.Credentials("another-client-secret");

    private protected override IReadOnlyList<DocumentedError> Errors => GoogleAccounts.Errors;
}
