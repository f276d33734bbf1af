using Microsoft.Extensions.Configuration;

namespace Activation.Functions;

/// <summary>The settings that triggers refer to by name: missing ones stop the app at start, all of them in one message.</summary>
public static class AppSettings
{
    public const string EvaluateSchedule = "EvaluateSchedule";

    /// <exception cref="InvalidOperationException">Names each missing setting.</exception>
    public static void Check(IConfiguration configuration)
    {
        var missing = Missing(configuration).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"Missing settings: {string.Join("; ", missing)}.");
        }
    }

    /// <summary>True unless the Functions Core Tools run the app on this machine. The worker itself always listens on loopback, behind the Functions host.</summary>
    public static bool IsExposed(IConfiguration configuration) =>
        !string.Equals(configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Missing(IConfiguration configuration)
    {
        if (!Has(configuration, EvaluateSchedule))
        {
            yield return $"{EvaluateSchedule} (six-field cron, '0 0 * * * *' for hourly)";
        }

        if (!Has(configuration, Connections.Storage)
            && !(Has(configuration, $"{Connections.Storage}:blobServiceUri") && Has(configuration, $"{Connections.Storage}:queueServiceUri")))
        {
            yield return $"{Connections.Storage}, or {Connections.Storage}__blobServiceUri and {Connections.Storage}__queueServiceUri";
        }

        if (!Has(configuration, Connections.ServiceBus) && !Has(configuration, $"{Connections.ServiceBus}:fullyQualifiedNamespace"))
        {
            yield return $"{Connections.ServiceBus}, or {Connections.ServiceBus}__fullyQualifiedNamespace";
        }
    }

    private static bool Has(IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);
}
