using Activation.Delivery;
using Activation.Destinations;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Tests;

public sealed class SettingsValidationTests
{
    [Theory]
    [InlineData("Activation:Storage:LeaseSeconds", "5")]
    [InlineData("Activation:Storage:MemoryMegabytes", "100")]
    [InlineData("Activation:Storage:ScratchMegabytes", "10")]
    [InlineData("Activation:Storage:ConnectionString", "")]
    [InlineData("Activation:DeploymentKey", "short")]
    [InlineData("Activation:Secrets:File", "")]
    [InlineData("Activation:Import:WriteConcurrency", "0")]
    [InlineData("Activation:Import:ChunkRows", "1")]
    [InlineData("Activation:Delivery:BackoffSeconds", "-1")]
    [InlineData("Activation:Delivery:HttpTimeoutSeconds", "41")]
    [InlineData("Activation:Privacy:GiveUpHours", "0")]
    [InlineData("Activation:Suppression:Keys:1", "short")]
    [InlineData("Activation:Import:BudgetMinutes", "some")]
    public void Start_SettingThatCannotBeUsed_IsNamedInFull(string setting, string value)
    {
        using var provider = Services((setting, value));

        var failure = Should.Throw<Exception>(() => Read(provider));

        // Two settings that belong together are named by their section.
        failure.ToString().ShouldContain(setting.StartsWith("Activation:Suppression", StringComparison.Ordinal) ? "Activation:Suppression:Keys" : setting);
    }

    [Fact]
    public void Start_AsTheSampleHasThem_IsFine()
    {
        using var provider = Services();

        Should.NotThrow(() => Read(provider));
    }

    private static void Read(IServiceProvider provider) => provider.GetRequiredService<IStartupValidator>().Validate();

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [$"{StorageOptions.Section}:ConnectionString"] = "UseDevelopmentStorage=true",
                [$"{DeploymentKeyOptions.Section}:DeploymentKey"] = Convert.ToBase64String(new byte[32]),
                ["Activation:Secrets:File"] = "secrets.json",
            })
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddActivation(configuration).BuildServiceProvider();
    }
}
