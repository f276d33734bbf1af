using System.Globalization;

namespace Activation.Local.Sandbox;

/// <summary>How far an account has used up its limits.</summary>
/// <param name="Minutes">Until it has regained access.</param>
public sealed record SandboxUsage(int Percent, int Minutes)
{
    internal string GraphHeader => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"1":[{"type":"custom_audience","call_count":{{Percent}},"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":{{Minutes}}}]}""");

    /// <summary>A webhook's `Retry-After`.</summary>
    internal string Seconds => (Minutes * 60).ToString(CultureInfo.InvariantCulture);
}
