using Microsoft.Extensions.Configuration;

namespace Activation.Tests.Infrastructure;

internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> Read() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "local.settings.sample.json")).Build()
            .GetSection("Values").GetChildren().ToDictionary(v => v.Key, v => v.Value ?? "", StringComparer.Ordinal);
}
