using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Google's error answers.</summary>
/// <remarks>https://developers.google.com/data-manager/api/devguides/concepts/understand-errors</remarks>
internal static class GoogleFault
{
    public static SandboxReply Of(int code, string status, string reason, params JsonNode[] details) => new(code, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = "There was a problem with the request.",
            ["status"] = status,
            ["details"] = new JsonArray(
            [
                new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = reason, ["domain"] = "datamanager.googleapis.com" },
                .. details,
            ]),
        },
    });

    public static SandboxReply Invalid(string field, string reason) => Invalid(new JsonArray(Violation(field, reason)));

    public static SandboxReply Invalid(JsonArray violations) =>
        Of(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.BadRequest", ["fieldViolations"] = violations });

    public static JsonObject Violation(string field, string reason) => new() { ["field"] = field, ["reason"] = reason };
}
