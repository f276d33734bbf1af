using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>The runs of the dataflow from the inlet to the dataset: one for each call to the inlet.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/dataflows/api/monitor</remarks>
internal sealed class AepFlowRuns(SandboxOptions options)
{
    public const string Flow = "c9cef9cb-c934-4467-8ef9-cbc934546741";

    private readonly ConcurrentQueue<(int Records, int Failed)> runs = new();

    public void Add(int records, int failed) => runs.Enqueue((records, failed));

    public SandboxReply List(DoubleRequest request)
    {
        if (request.Bearer != options.AccessToken)
        {
            return new SandboxReply(401, new JsonObject { ["error_code"] = "401013", ["message"] = "Oauth token is not valid" });
        }

        if (request.Header("x-api-key") != TokenEndpoint.ClientId || request.Header("x-gw-ims-org-id") != AepDouble.Organization || request.Header("x-sandbox-name") != "prod")
        {
            return new SandboxReply(403, new JsonObject { ["error_code"] = "403025", ["message"] = "Profile is not valid" });
        }

        if (request.Query("orderby") is not ("" or "-createdAt"))
        {
            return new SandboxReply(400, new JsonObject { ["message"] = "Invalid orderby" });
        }

        var all = request.Query("property") == $"flowId=={Flow}" ? runs.Select(Run).ToArray() : [];
        if (request.Query("orderby").Length > 0)
        {
            Array.Reverse(all);
        }

        return SandboxReply.Ok(new JsonObject { ["items"] = new JsonArray(all), ["_links"] = new JsonObject() });
    }

    private static JsonNode Run((int Records, int Failed) run, int index) => new JsonObject
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"9830305a-985f-47d0-b030-{index:D12}"),
        ["flowId"] = Flow,
        ["metrics"] = new JsonObject
        {
            ["recordSummary"] = new JsonObject { ["inputRecordCount"] = run.Records, ["outputRecordCount"] = run.Records - run.Failed, ["failedRecordCount"] = run.Failed },
            ["statusSummary"] = new JsonObject { ["status"] = run.Failed == run.Records ? "failed" : "success" },
        },
    };
}
