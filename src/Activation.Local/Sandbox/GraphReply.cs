using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox;

/// <summary>What the Graph API answers.</summary>
internal sealed record GraphReply(int Status, JsonNode Body)
{
    public static GraphReply Ok(JsonNode body) => new(200, body);

    public static GraphReply Saved => Ok(new JsonObject { ["success"] = true });

    /// <summary>An error in Meta's shape; most come with HTTP 400.</summary>
    public static GraphReply Error(int code, string message, int subcode = 0, int status = 400)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "OAuthException", ["code"] = code, ["fbtrace_id"] = "sandbox" };
        if (subcode != 0)
        {
            error["error_subcode"] = subcode;
        }

        return new GraphReply(status, new JsonObject { ["error"] = error });
    }

    public static GraphReply Invalid(string message) => Error(100, $"(#100) {message}");

    public static GraphReply NotFound(string id) =>
        Error(100, $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.", 33);

    public static GraphReply BadToken => Error(190, "Invalid OAuth access token - Cannot parse access token", status: 401);
}
