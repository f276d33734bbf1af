using Activation.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Activation.Tests.Functions;

public sealed class TelemetryTests
{
    private const string AzureMonitor = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:1/";

    [Fact]
    public void Add_NothingSet_AddsNothing()
    {
        using var provider = Add();

        provider.GetService<TracerProvider>().ShouldBeNull();
        provider.GetService<MeterProvider>().ShouldBeNull();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", AzureMonitor)]
    public void Add_OneSet_IsWantedAndCanBeMade(string setting, string value)
    {
        using var provider = Add((setting, value));

        Telemetry.IsWanted(Settings((setting, value))).ShouldBeTrue();
        provider.GetService<TracerProvider>().ShouldNotBeNull();
        provider.GetService<MeterProvider>().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("localhost:4317")]
    [InlineData("collector")]
    public void Add_AddressThatIsNone_SaysSo(string value) =>
        Should.Throw<OptionsValidationException>(() => Add(("OTEL_EXPORTER_OTLP_ENDPOINT", value))).Message.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT");

    [Theory]
    [InlineData("Authorization=AAD")]
    [InlineData("ClientId=00000000-0000-0000-0000-000000000001;Authorization=AAD")]
    public void Add_AzureMonitorByIdentity_CanBeMade(string authentication)
    {
        using var provider = Add(("APPLICATIONINSIGHTS_CONNECTION_STRING", AzureMonitor), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", authentication));

        provider.GetService<MeterProvider>().ShouldNotBeNull();
    }

    [Fact]
    public void Add_AuthenticationThatIsNone_SaysSo() => Should.Throw<OptionsValidationException>(() => Add(
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", AzureMonitor), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=00000000-0000-0000-0000-000000000001")))
        .Message.ShouldContain("APPLICATIONINSIGHTS_AUTHENTICATION_STRING");

    private static ServiceProvider Add(params (string Key, string? Value)[] values)
    {
        var configuration = Settings(values);
        return new ServiceCollection().AddSingleton(configuration).AddLogging().AddActivationTelemetry(configuration).BuildServiceProvider();
    }

    private static IConfiguration Settings(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();
}
