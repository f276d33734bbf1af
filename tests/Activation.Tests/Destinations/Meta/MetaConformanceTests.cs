using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaConformanceTests : DestinationConformanceTests
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    private protected override IDestination Destination => new MetaDestination(http.Client, TimeProvider.System);

    private protected override string Settings => $$"""{"adAccountId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessToken"] = "right-token" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessToken"] = "wrong-token" };

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Task.FromResult<IReadOnlyList<string>>([.. (Sandbox.Platform.People(audienceId) ?? []).Select(p => string.Join('|', p))]);

    public override async Task InitializeAsync() =>
        sandbox = await SandboxServer.StartAsync(new SandboxOptions { AccessToken = "right-token" }, CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }
}
