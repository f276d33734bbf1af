using Microsoft.Extensions.Logging.Console;

namespace Activation.Local;

internal static class LocalLogging
{
    /// <summary>One line an event; of the libraries, only what is wrong.</summary>
    public static void ConfigureLocal(this ILoggingBuilder logging, bool toConsole)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        foreach (var category in new[] { "Azure", "Microsoft", "Polly", "System" })
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        if (toConsole)
        {
            // Two lines a change with their hashes are for a log that is kept; here GET /api/audit has them.
            logging.AddFilter<ConsoleLoggerProvider>("Activation.Monitoring.Audit", LogLevel.Warning);
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
