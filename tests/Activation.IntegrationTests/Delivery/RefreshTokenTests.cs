using Activation.Destinations;
using Activation.IntegrationTests.Support;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A platform whose refresh tokens end gives others: they take the place of the first, day by day.</summary>
public sealed class RefreshTokenTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string First = "sandbox-refresh-token";

    [Fact]
    public async Task RunsOverDays_KeepTheNewestTokenAmongTheSecrets()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var sandbox = host.Sandbox.BaseUrl;
        await host.DefineAsync(
            "microsoft", "microsoft", new { customerId = "21", accountId = "42", apiBaseUrl = $"{sandbox}microsoft", tokenUrl = $"{sandbox}microsoft/token" },
            new() { ["developerToken"] = "sandbox-developer-token", ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-client-secret", ["refreshToken"] = First });
        await host.DefineSyncAsync("gold", "microsoft");
        async Task<string> TokenAsync() => (await host.Get<ISecretStore>().GetAsync(new DestinationId("microsoft"), CancellationToken.None))["refreshToken"];

        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 5)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        var second = await TokenAsync();
        second.ShouldStartWith($"{First}-");

        host.Time.Advance(TimeSpan.FromHours(2));
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 6, 5)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        (await TokenAsync()).ShouldBe(second);

        host.Time.Advance(TimeSpan.FromDays(1));
        await host.ImportAsync("three.csv", DeliveryHost.Members(("gold", 11, 5)));
        (await host.RunAsync("gold")).State.ShouldBe(RunState.Completed);
        (await TokenAsync()).ShouldNotBe(second);
        (await host.AudienceAsync("gold")).Count.ShouldBe(2 * 15, "each has an email and an external id there");
    }
}
