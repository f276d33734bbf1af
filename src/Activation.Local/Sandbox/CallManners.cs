using System.Globalization;

namespace Activation.Local.Sandbox;

/// <summary>How a platform says that something went wrong.</summary>
/// <param name="Failure">The answer to a call with a throttle, an error of its own or a page instead of JSON.</param>
/// <param name="Usage">The header that says how far an account has used up its limits.</param>
internal sealed record CallManners(Func<SandboxFault, SandboxReply> Failure, Func<SandboxUsage, KeyValuePair<string, string>> Usage)
{
    /// <summary>By HTTP status alone: 429 with `Retry-After` in seconds, 500, 502.</summary>
    public static CallManners Plain { get; } = new(
        static fault => fault switch
        {
            SandboxFault.Throttle => new SandboxReply(429, null) { Text = "{}" },
            SandboxFault.Html => SandboxReply.Page(502),
            _ => new SandboxReply(500, null) { Text = "{}" },
        },
        static usage => new("Retry-After", (usage.Minutes * 60).ToString(CultureInfo.InvariantCulture)));
}
