using Activation.Functions;
using Microsoft.Extensions.Configuration;

namespace Activation.Tests.Functions;

public sealed class AppSettingsTests
{
    [Fact]
    public void Check_NothingSet_NamesEverySetting()
    {
        var message = Should.Throw<InvalidOperationException>(() => AppSettings.Check(Settings())).Message;

        message.ShouldContain("EvaluateSchedule");
        message.ShouldContain("ActivationStorage__blobServiceUri");
        message.ShouldContain("ActivationServiceBus__fullyQualifiedNamespace");
    }

    [Fact]
    public void Check_ManagedIdentity_IsEnough() => Should.NotThrow(() => AppSettings.Check(Settings(
        ("EvaluateSchedule", "0 0 * * * *"),
        ("ActivationStorage:blobServiceUri", "https://example.invalid"),
        ("ActivationStorage:queueServiceUri", "https://example.invalid"),
        ("ActivationServiceBus:fullyQualifiedNamespace", "example.invalid"))));

    [Fact]
    public void Check_SampleOfLocalSettings_IsComplete()
    {
        var sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json")).Build();
        var values = sample.GetSection("Values").GetChildren().ToDictionary(v => v.Key.Replace("__", ":", StringComparison.Ordinal), v => v.Value, StringComparer.Ordinal);

        Should.NotThrow(() => AppSettings.Check(new ConfigurationBuilder().AddInMemoryCollection(values).Build()));
    }

    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    [InlineData(null, true)]
    public void IsExposed_OnlyTheCoreToolsOnThisMachineAreNot(string? environment, bool exposed) =>
        AppSettings.IsExposed(Settings(("AZURE_FUNCTIONS_ENVIRONMENT", environment))).ShouldBe(exposed);

    private static IConfiguration Settings(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();
}
