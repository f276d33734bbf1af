using Activation.Monitoring.Metrics;
using Activation.Monitoring.Tracing;
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
    /// <summary>Where an OTLP collector listens; the standard's other settings, such as `OTEL_EXPORTER_OTLP_PROTOCOL` and `OTEL_SERVICE_NAME`, hold too.</summary>
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

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
            // Nothing is sampled away: a failed run is one among few.
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = configuration[AzureMonitorSetting];
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

    private static void Check(string? endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new OptionsValidationException(CollectorSetting, typeof(Uri), [$"{CollectorSetting} is not an absolute http:// or https:// address, such as http://localhost:4317."]);
        }
    }

    private static bool Has(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);
}
