using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>An inlet of Experience Platform for one organization, schema and dataset, which demands authentication.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages</remarks>
internal sealed partial class AepDouble(NamedAudiences audiences, SandboxOptions options) : PlatformDouble
{
    public const string Organization = "5DC5123F5245B1D20A490D46@AdobeOrg";
    public const string Inlet = "9b0cb233972f3b0092992284c7353f5eead496218e8441a79b25e9421ea127f5";
    public const string Schema = "https://ns.adobe.com/sandbox/schemas/1";
    public const string Dataset = "5e30d7986c0cc218a85cee65";

    private const string ContentType = "application/vnd.adobe.xed-full+json;version=1";
    private const int MostBytes = 1024 * 1024;

    private readonly AepFlowRuns runs = new(options);

    public override string Name => "experienceplatform";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/ims/token/v3", options);
        routes.Map("POST", "/collection/batch/{inlet}", Describe, Handle);
        routes.Map("GET", "/data/foundation/flowservice/runs", "get", runs.List);
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var messages = MessagesOf(request.Json);
        return messages.Count > 0 && MembershipOf(messages[0]) is { } membership
            ? new DoubleCall(membership.IsIn ? "add" : "remove", membership.Audience, messages.Count)
            : new DoubleCall("unknown");
    }

    private SandboxReply Handle(DoubleRequest request)
    {
        if (request.Bearer != options.AccessToken)
        {
            return Problem(request.Bearer.Length == 0 ? 401 : 403, "Authorization");
        }

        if (request.Route("inlet") != Inlet)
        {
            return Problem(404, "Inlet not found");
        }

        if (request.Body.Length > MostBytes)
        {
            return Problem(413, "Payload too large");
        }

        var messages = MessagesOf(request.Json);
        if (request.Http.ContentType != "application/json" || messages.Count == 0)
        {
            return Problem(400, "Invalid payload");
        }

        var responses = new JsonArray();
        var failed = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var error = Take(messages[i]);
            failed += error is null ? 0 : 1;
            responses.Add(error is not null
                ? new JsonObject { ["statusCode"] = 400, ["message"] = $"inletId: [{Inlet}] imsOrgId: [{Organization}] {error}" }
                : new JsonObject { ["xactionId"] = string.Create(CultureInfo.InvariantCulture, $"1565628583792:1485:153:{i}") });
        }

        runs.Add(messages.Count, failed);
        return new SandboxReply(207, new JsonObject { ["inletId"] = Inlet, ["batchId"] = "1565628583792:1485:153", ["receivedTimeMs"] = 1565628583854, ["responses"] = responses });
    }

    /// <summary>Null if the message was applied.</summary>
    private string? Take(JsonElement message)
    {
        if (At(message, "header", "imsOrgId").ToString() != Organization)
        {
            return "Message has an absent or wrong ims org in the header";
        }

        var isSchema = IsSchema(At(message, "header", "schemaRef")) && IsSchema(At(message, "body", "xdmMeta", "schemaRef")) && At(message, "header", "datasetId").ToString() == Dataset;
        if (!isSchema || IdentityOf(message) is not { } key || MembershipOf(message) is not { } membership || audiences.Refuses([key]))
        {
            return "Message has unknown xdm format";
        }

        if (membership.IsIn)
        {
            audiences.Add(membership.Audience, [[key]]);
        }
        else
        {
            audiences.Remove(membership.Audience, [[key]]);
        }

        return null;
    }

    private static bool IsSchema(JsonElement schema) => At(schema, "id").ToString() == Schema && At(schema, "contentType").ToString() == ContentType;

    /// <summary>The one identity, which must be the primary one and in its namespace's form.</summary>
    private static string? IdentityOf(JsonElement message)
    {
        if (At(message, "body", "xdmEntity", "identityMap") is not { ValueKind: JsonValueKind.Object } map || map.GetPropertyCount() != 1)
        {
            return null;
        }

        var space = map.EnumerateObject().First();
        return space.Value is { ValueKind: JsonValueKind.Array } ids && ids.GetArrayLength() == 1 && At(ids[0], "primary").ValueKind == JsonValueKind.True
            && Key().IsMatch($"{space.Name}:{At(ids[0], "id")}")
            ? $"{space.Name}:{At(ids[0], "id")}"
            : null;
    }

    private static (bool IsIn, string Audience)? MembershipOf(JsonElement message)
    {
        if (At(message, "body", "xdmEntity", "segmentMembership", "Activation") is not { ValueKind: JsonValueKind.Object } space || space.GetPropertyCount() != 1)
        {
            return null;
        }

        var audience = space.EnumerateObject().First();
        var isDated = IsTime(At(audience.Value, "lastQualificationTime"));
        return At(audience.Value, "status").ToString() switch
        {
            "realized" when isDated && IsTime(At(audience.Value, "validUntil")) => (true, audience.Name),
            "exited" when isDated => (false, audience.Name),
            _ => null,
        };
    }

    private static bool IsTime(JsonElement time) => time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out _);

    private static List<JsonElement> MessagesOf(JsonElement body) => At(body, "messages") is { ValueKind: JsonValueKind.Array } messages ? [.. messages.EnumerateArray()] : [];

    private static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    private static SandboxReply Problem(int status, string title) =>
        new(status, new JsonObject { ["type"] = "https://ns.adobe.com/adobecloud/problem/data-collection-service", ["status"] = status, ["title"] = title });

    [GeneratedRegex("^(ECID:[0-9]{38}|GAID:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|IDFA:[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}|Email_LC_SHA256:[0-9a-f]{64})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
