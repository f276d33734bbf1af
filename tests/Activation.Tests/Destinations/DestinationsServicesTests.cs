using Activation.Destinations;
using Activation.Destinations.Secrets;
using Activation.Storage;
using Activation.Tests.Destinations.File;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Destinations;

public sealed class DestinationsServicesTests
{
    internal static ServiceProvider Provide(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new ExportsContainer().Storage)
            .AddSingleton(InMemoryTables.Definitions())
            .AddLogging()
            .Configure<StorageOptions>(configuration.GetSection(StorageOptions.Section))
            .AddDestinations(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    [Fact]
    public async Task AddDestinations_WithFile_KnowsEveryType()
    {
        await using var provider = Provide(("Activation:Secrets:File", "secrets.json"));

        provider.GetRequiredService<DestinationCatalog>().All.Select(d => d.Type.Type).Order(StringComparer.Ordinal).ShouldBe(
            ["adobedcs", "amazon", "analytics", "audiencemanagerfiles", "campaign", "campaignclassic", "eventhub", "experienceplatform", "file", "google", "googlemobile", "httppush", "linkedin", "marketo", "meta", "metaconversions", "microsoft", "pinterest", "reddit", "segmentevents", "serverfiles", "servicebustopic", "snapchat", "target", "thetradedesk", "tiktok", "webhook", "x"]);
        provider.GetRequiredService<ISecretStore>().ShouldBeOfType<FileSecretStore>();
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task AddDestinations_WithVault_KeepsSecretsThere()
    {
        await using var provider = Provide(("Activation:Secrets:KeyVaultUri", "https://vault.example.com"));

        provider.GetRequiredService<ISecretStore>().ShouldBeOfType<KeyVaultSecretStore>();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("secrets.json", "https://vault.example.com")]
    public async Task AddDestinations_NeitherOrBothStores_FailsAtStartWithTheSetting(string? file, string? vault)
    {
        await using var provider = Provide(("Activation:Secrets:File", file ?? ""), ("Activation:Secrets:KeyVaultUri", vault ?? ""));

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain("Activation:Secrets:KeyVaultUri");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("41")]
    public async Task AddDestinations_TimeoutOutOfRange_FailsAtStart(string seconds)
    {
        await using var provider = Provide(("Activation:Secrets:File", "secrets.json"), ("Activation:Delivery:HttpTimeoutSeconds", seconds));

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain("HttpTimeoutSeconds");
    }

    [Fact]
    public async Task AddDestinations_TimeoutOutlivesTheLease_FailsAtStart()
    {
        await using var provider = Provide(
            ("Activation:Secrets:File", "secrets.json"), ("Activation:Delivery:HttpTimeoutSeconds", "30"), ("Activation:Storage:LeaseSeconds", "44"));

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain("LeaseSeconds");
    }

    [Fact]
    public async Task AddDestinations_AllowedHostsUnreadable_FailsAtStart()
    {
        await using var provider = Provide(("Activation:Secrets:File", "secrets.json"), ("Activation:Delivery:AllowedHosts", "https://hooks.example.com"));

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain("AllowedHosts");
    }

    [Fact]
    public async Task Client_Redirect_IsNotFollowedAndNothingIsLogged()
    {
        await using var provider = Provide(("Activation:Secrets:File", "secrets.json"));

        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(DestinationHttp.ClientName);

        client.Timeout.ShouldBe(TimeSpan.FromSeconds(30));
        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(DestinationHttp.ClientName);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler.GetType().Name.ShouldNotContain("Logging");
            handler = inner;
        }

        var sockets = handler.ShouldBeOfType<SocketsHttpHandler>();
        sockets.AllowAutoRedirect.ShouldBeFalse();
        sockets.UseProxy.ShouldBeFalse();
        sockets.ConnectCallback.ShouldNotBeNull();
    }
}
