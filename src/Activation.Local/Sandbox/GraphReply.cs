using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox;

/// <summary>What the Graph API answers.</summary>
internal static class GraphReply
{
    private const string UsageHeader = "x-business-use-case-usage";

    public static SandboxReply Ok(JsonNode body) => SandboxReply.Ok(body);

    public static SandboxReply Saved => Ok(new JsonObject { ["success"] = true });

    /// <summary>An error in Meta's shape; most come with HTTP 400.</summary>
    public static SandboxReply Error(int code, string message, int subcode = 0, int status = 400)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "OAuthException", ["code"] = code, ["fbtrace_id"] = "sandbox" };
        if (subcode != 0)
        {
            error["error_subcode"] = subcode;
        }

        return new SandboxReply(status, new JsonObject { ["error"] = error });
    }

    public static SandboxReply Invalid(string message) => Error(100, $"(#100) {message}");

    public static SandboxReply NotFound(string id) =>
        Error(100, $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.", 33);

    public static SandboxReply BadToken => Error(190, "Invalid OAuth access token - Cannot parse access token", status: 401);

    /// <summary>How Meta fails, and says how far the ad account has used up its limits.</summary>
    public static CallManners Manners { get; } = new(
        static fault => fault switch
        {
            SandboxFault.Throttle => Error(80003, "There have been too many calls to this ad-account.", 2446079),
            SandboxFault.Html => SandboxReply.Page(200),
            _ => Error(2, "Service temporarily unavailable", status: 500),
        },
        static usage => new(UsageHeader, string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"1":[{"type":"custom_audience","call_count":{{usage.Percent}},"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":{{usage.Minutes}}}]}""")));
}
