using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Activation.Functions;

/// <summary>
/// Sends metrics, traces and logs where OpenTelemetry's own settings say: to a collector, to Azure Monitor, or to both. Whatever could hold a file's name or somebody's id is
/// left out: addresses of requests, logs of libraries below warnings, calls to storage.
/// </summary>
internal static class Telemetry
{
    private const string ClientIdPart = "ClientId=";

    /// <summary>Where an OTLP collector listens; the standard's other settings, such as `OTEL_EXPORTER_OTLP_PROTOCOL` and `OTEL_SERVICE_NAME`, hold too.</summary>
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>As the Functions host has it: `Authorization=AAD`, with `ClientId=…` for an identity that is assigned to the app. Application Insights then takes nothing from others.</summary>
    public const string AzureMonitorIdentitySetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>True if one of the settings is there.</summary>
    public static bool IsWanted(IConfiguration configuration) => Has(configuration, CollectorSetting) || Has(configuration, AzureMonitorSetting);

    /// <exception cref="OptionsValidationException">A setting that cannot be used.</exception>
    public static IServiceCollection AddActivationTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!IsWanted(configuration))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("activation").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(ActivationTracing.SourceName).AddAspNetCoreInstrumentation(HideAddresses))
            .WithMetrics(metrics => metrics.AddMeter(ActivationMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime"))
            .WithLogging(
                null,
                logs =>
                {
                    logs.IncludeScopes = true;
                    logs.IncludeFormattedMessage = true;
                });
        services.AddLogging(logging => logging
            .AddFilter<OpenTelemetryLoggerProvider>("Microsoft", LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("System", LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("Azure", LogLevel.Warning));
        if (Has(configuration, CollectorSetting))
        {
            Check(configuration[CollectorSetting]);
            telemetry.UseOtlpExporter();
        }

        if (Has(configuration, AzureMonitorSetting))
        {
            var credential = Credential(configuration[AzureMonitorIdentitySetting]);

            // Nothing is sampled away: a failed run is one among few.
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = configuration[AzureMonitorSetting];
                options.Credential = credential;
                options.TracesPerSecond = null;
                options.SamplingRatio = 1;
            });
        }

        return services;
    }

    // What stays is the route: `/api/imports/{id}`.
    private static void HideAddresses(AspNetCoreTraceInstrumentationOptions options) => options.EnrichWithHttpResponse = (activity, _) => activity
        .SetTag("url.path", null)
        .SetTag("url.query", null);

    private static DefaultAzureCredential? Credential(string? authentication)
    {
        if (string.IsNullOrWhiteSpace(authentication))
        {
            return null;
        }

        var parts = authentication.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var clientId = parts.FirstOrDefault(p => p.StartsWith(ClientIdPart, StringComparison.OrdinalIgnoreCase))?[ClientIdPart.Length..];
        return parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase)
            ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId })
            : throw new OptionsValidationException(
                AzureMonitorIdentitySetting, typeof(string), [$"{AzureMonitorIdentitySetting} is not Authorization=AAD, or ClientId=…;Authorization=AAD for an identity that is assigned to the app."]);
    }

    private static void Check(string? endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new OptionsValidationException(CollectorSetting, typeof(Uri), [$"{CollectorSetting} is not an absolute http:// or https:// address, such as http://localhost:4317."]);
        }
    }

    private static bool Has(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);
}
