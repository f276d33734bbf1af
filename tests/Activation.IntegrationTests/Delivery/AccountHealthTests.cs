using System.Text.Json;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A destination's health is that of the account that its calls go to, whatever says which that is.</summary>
public sealed class AccountHealthTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task GoogleProjectIsThrottled_EveryDestinationOfItSaysSo()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await DefineGoogleAsync(host, "ads", "google", "sandbox-client");
        await DefineGoogleAsync(host, "apps", "googlemobile", "sandbox-other");
        await DefineGoogleAsync(host, "elsewhere", "google", "88-client");
        await host.DefineSyncAsync("gold", "ads");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 5)));
        host.Platform.Fault = call => call.Operation == "add" ? SandboxFault.Throttle : null;

        await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromSeconds(1));

        foreach (var id in new[] { "ads", "apps" })
        {
            var health = await HealthAsync(host, id);
            health.Health.ShouldBe(HealthState.Throttled, id);
            health.BlockedUntil.ShouldNotBeNull().ShouldBeGreaterThan(host.Time.GetUtcNow());
        }

        (await HealthAsync(host, "elsewhere")).Health.ShouldBe(HealthState.Ok);

        host.Platform.Fault = null;
        await host.PumpAsync();
        (await HealthAsync(host, "ads")).Health.ShouldBe(HealthState.Ok);
    }

    /// <summary>Of Google it takes the secret to know the account; of Meta the settings say it.</summary>
    [Fact]
    public async Task StoreOfSecretsIsDown_HealthSaysSoUntilItIsUpAgain()
    {
        var secrets = new FailingSecrets();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => services.AddSingleton<ISecretStore>(secrets));
        await DefineGoogleAsync(host, "ads", "google", "sandbox-client");
        await host.DefineMetaAsync("meta");

        foreach (var failure in new Exception[] { new RequestFailedException(503, "down"), new IOException(), new UnauthorizedAccessException() })
        {
            secrets.Failure = failure;

            (await HealthAsync(host, "ads")).ShouldSatisfyAllConditions(
                h => h.Health.ShouldBe(HealthState.Failing),
                h => h.HealthCode.ShouldBe("secretUnreadable"),
                h => h.HealthMessage.ShouldNotBeNull().ShouldContain("store of secrets"));
            (await HealthAsync(host, "meta")).Health.ShouldBe(HealthState.Ok);
        }

        secrets.Failure = null;
        (await HealthAsync(host, "ads")).Health.ShouldBe(HealthState.Ok);
    }

    /// <summary>What a person has to do comes first, and is known without the secret.</summary>
    [Fact]
    public async Task StoreOfSecretsIsDownAndCredentialsWereRefused_HealthAsksToReconnect()
    {
        var secrets = new FailingSecrets();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions(), services => services.AddSingleton<ISecretStore>(secrets));
        await DefineGoogleAsync(host, "ads", "google", "sandbox-client");
        host.Platform.Answer = _ => new SandboxAnswer(401, "{}");
        (await host.Get<AccountHealth>().CheckAsync(new DestinationId("ads"), CancellationToken.None)).Outcome.ShouldBe(DestinationOutcome.Reconnect);

        secrets.Failure = new IOException();

        (await HealthAsync(host, "ads")).Health.ShouldBe(HealthState.Reconnect);
    }

    [Fact]
    public async Task EveryType_NamesItsAccountWithoutTheSecretUnlessItSaysOtherwise()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var none = new Dictionary<string, string>();
        foreach (var sample in PlatformSamples.All(host.Sandbox.BaseUrl))
        {
            var destination = host.Get<DestinationCatalog>().Require(sample.Type);
            var settings = JsonSerializer.SerializeToElement(sample.Settings);
            var secret = JsonSerializer.SerializeToElement(sample.Secret).Deserialize<Dictionary<string, string>>() ?? none;
            string NameWith(Dictionary<string, string> given) => destination.AccountOf(new DestinationAccount(new DestinationId("some"), settings, given));

            (NameWith(none) == NameWith(secret)).ShouldBe(!destination.Type.AccountInSecret, sample.Type);
        }
    }

    /// <param name="client">Its project is what it begins with.</param>
    private static Task DefineGoogleAsync(DeliveryHost host, string id, string type, string client) => host.DefineAsync(
        id, type,
        new Dictionary<string, string>
        {
            ["accountId"] = "1",
            ["apiBaseUrl"] = $"{host.Sandbox.BaseUrl}google",
            ["tokenUrl"] = $"{host.Sandbox.BaseUrl}google/token",
        }.Concat(type == "google" ? [] : new Dictionary<string, string> { ["keySpace"] = "ANDROID", ["appId"] = "com.example.shop" }).ToDictionary(),
        new() { ["credentials"] = $$"""{"type":"authorized_user","client_id":"{{client}}","client_secret":"sandbox-client-secret","refresh_token":"sandbox-refresh-token"}""" });

    private static async Task<DestinationHealth> HealthAsync(DeliveryHost host, string id)
    {
        var definition = (await host.Get<Definitions>().Destinations.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        return await host.Get<AccountHealth>().GetAsync(new DestinationId(id), definition, CancellationToken.None);
    }

    /// <summary>Secrets in memory that cannot be read while there is a failure.</summary>
    private sealed class FailingSecrets : ISecretStore
    {
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> secrets = new(StringComparer.Ordinal);

        public Exception? Failure { get; set; }

        public Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken) => Failure is { } failure
            ? Task.FromException<IReadOnlyDictionary<string, string>>(failure)
            : Task.FromResult(secrets[destination.Value]);

        public Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken)
        {
            secrets[destination.Value] = secret;
            return Task.CompletedTask;
        }

        public Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
