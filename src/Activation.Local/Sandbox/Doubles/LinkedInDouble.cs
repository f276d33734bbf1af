using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>LinkedIn's DMP segments and their users.</summary>
/// <remarks>https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segments and …/create-and-manage-segment-users</remarks>
internal sealed class LinkedInDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string AccountUrn = "urn:li:sponsoredAccount:";
    private const int MaxElements = 5000;

    public override string Name => "linkedin";

    public override CallManners Manners { get; } = CallManners.Plain with
    {
        Failure = static fault => fault switch
        {
            SandboxFault.Throttle => Error(429, 101, "Resource level throttle limit for calls to this resource is reached."),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Error(500, 0, "Internal Server Error"),
        },
    };

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/token", options);
        Map(routes, "GET", "/dmpSegments", r => new DoubleCall(r.Query("count") == "1" ? "check" : "list"), List);
        Map(routes, "POST", "/dmpSegments", _ => new DoubleCall("create"), Create);
        Map(routes, "GET", "/dmpSegments/{id}", r => new DoubleCall("get", r.Route("id")), r => audiences.Find(r.Route("id")) is { } segment ? SandboxReply.Ok(View(segment)) : NotFound);
        Map(routes, "DELETE", "/dmpSegments/{id}", r => new DoubleCall("delete", r.Route("id")), Delete);
        Map(routes, "POST", "/dmpSegments/{id}", r => new DoubleCall("rename", r.Route("id")), Rename);
        Map(routes, "POST", "/dmpSegments/{id}/users", Describe, Users);
    }

    private static SandboxReply NotFound => Error(404, 0, "Segment not found");

    private static SandboxReply Error(int status, int code, string message) => new(status, new JsonObject { ["status"] = status, ["serviceErrorCode"] = code, ["message"] = message });

    private static DoubleCall Describe(DoubleRequest request)
    {
        var elements = request.Json.Field("elements").Items();
        return new DoubleCall(elements is [var first, ..] && first.Text("action") == "REMOVE" ? "remove" : "add", request.Route("id"), elements.Count);
    }

    private void Map(DoubleRoutes routes, string method, string pattern, Func<DoubleRequest, DoubleCall> describe, Func<DoubleRequest, SandboxReply> handle) =>
        routes.Map(method, pattern, describe, request =>
            request.Bearer != options.AccessToken ? Error(401, 65600, "Invalid access token")
            : request.Header("X-Restli-Protocol-Version") != "2.0.0" ? Error(400, 0, "Unsupported protocol version")
            : request.Header("LinkedIn-Version") is not { Length: 6 } version || !version.StartsWith("20", StringComparison.Ordinal) ? Error(400, 0, "A version must be present")
            : handle(request));

    private SandboxReply List(DoubleRequest request)
    {
        if (request.Query("q") != "account" || !request.Query("account").StartsWith(AccountUrn, StringComparison.Ordinal))
        {
            return Error(400, 0, "Unknown finder");
        }

        var start = Number(request.Query("start"), 0);
        var count = Number(request.Query("count"), 10);
        var all = audiences.List(request.Query("account"));
        return SandboxReply.Ok(new JsonObject
        {
            ["elements"] = new JsonArray([.. all.Skip(start).Take(count).Select(s => (JsonNode)View(s))]),
            ["paging"] = new JsonObject { ["start"] = start, ["count"] = count, ["total"] = all.Count },
        });
    }

    private SandboxReply Create(DoubleRequest request)
    {
        var json = request.Json;
        if (!json.Has(["name", "sourcePlatform", "account", "type", "destinations"], "description", "sourceSegmentId")
            || json.Text("name") is not { Length: > 0 } name
            || json.Text("account") is not { } account || !account.StartsWith(AccountUrn, StringComparison.Ordinal)
            || json.Text("type") != "USER"
            || json.Field("destinations").Items() is not [var target] || target.Text("destination") != "LINKEDIN")
        {
            return Error(400, 100, "Invalid segment");
        }

        var id = audiences.Create(account, name, json.Text("description"));
        return new SandboxReply(201, null) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-restli-id"] = id } };
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        if (audiences.Find(request.Route("id")) is null)
        {
            return NotFound;
        }

        var set = request.Json.Field("patch").Field("$set");
        if (request.Header("X-RestLi-Method") != "PARTIAL_UPDATE" || !request.Json.Has(["patch"]) || !set.Has([], "name", "description"))
        {
            return Error(400, 100, "Invalid update");
        }

        audiences.Rename(request.Route("id"), set.Text("name"), set.Text("description"));
        return new SandboxReply(204, null);
    }

    private SandboxReply Delete(DoubleRequest request)
    {
        if (audiences.Find(request.Route("id")) is null)
        {
            return NotFound;
        }

        audiences.Delete(request.Route("id"));
        return new SandboxReply(204, null);
    }

    private SandboxReply Users(DoubleRequest request)
    {
        var id = request.Route("id");
        if (audiences.Find(id) is null)
        {
            return NotFound;
        }

        var elements = request.Json.Field("elements").Items();
        if (request.Header("X-RestLi-Method") != "BATCH_CREATE" || !request.Json.Has(["elements"]) || elements.Count is 0 or > MaxElements)
        {
            return Error(400, 100, "Invalid batch");
        }

        var statuses = new JsonArray();
        foreach (var element in elements)
        {
            var keys = Keys(element);
            var taken = keys.Count > 0 && !audiences.Refuses(keys);
            statuses.Add((JsonNode)(taken ? new JsonObject { ["status"] = 201 } : new JsonObject { ["status"] = 400, ["error"] = new JsonObject { ["status"] = 400, ["message"] = "Invalid user" } }));
            if (taken && element.Text("action") == "ADD")
            {
                audiences.Add(id, [keys]);
            }
            else if (taken)
            {
                audiences.Remove(id, [keys]);
            }
        }

        return SandboxReply.Ok(new JsonObject { ["elements"] = statuses });
    }

    /// <summary>None if the element is malformed.</summary>
    private static List<string> Keys(JsonElement element)
    {
        var ids = element.Field("userIds").Items();
        return element.Has(["action", "userIds"]) && element.Text("action") is "ADD" or "REMOVE" && ids.All(IsId) ? [.. ids.Select(i => $"{i.Text("idType")}:{i.Text("idValue")}")] : [];
    }

    private static bool IsId(JsonElement id) => id.Has(["idType", "idValue"]) && id.Text("idType") switch
    {
        "SHA256_EMAIL" => JsonFields.IsSha256(id.Text("idValue")),
        "GOOGLE_AID" => Guid.TryParseExact(id.Text("idValue"), "D", out _),
        _ => false,
    };

    private static int Number(string text, int fallback) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : fallback;

    private static JsonObject View(SandboxAudience segment) => new()
    {
        ["id"] = long.Parse(segment.Id, CultureInfo.InvariantCulture),
        ["name"] = segment.Name,
        ["description"] = segment.Description,
        ["account"] = segment.AdAccount,
        ["type"] = "USER",
        ["destinations"] = new JsonArray(new JsonObject { ["destination"] = "LINKEDIN", ["status"] = segment.People < 300 ? "BUILDING" : "READY", ["audienceSize"] = segment.People, ["matchedCount"] = segment.People }),
    };
}
