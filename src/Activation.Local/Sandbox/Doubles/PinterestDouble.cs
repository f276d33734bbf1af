using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// Pinterest's customer lists and their audiences. A list's audience has the list's id with a 9 before it, and shows in the sandbox as the list's name and
/// description; until it is made, the list has no description.
/// </summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/customer_lists-create, …/customer_lists-update and …/audiences-create</remarks>
internal sealed class PinterestDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string Account = "/ad_accounts/{account}";

    public override string Name => "pinterest";

    public override CallManners Manners { get; } = CallManners.Plain with
    {
        Failure = static fault => fault switch
        {
            SandboxFault.Throttle => Error(429, 8),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Error(500, 12),
        },
    };

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/oauth/token", options);
        Map(routes, "GET", $"{Account}/customer_lists", r => new DoubleCall(r.Query("page_size") == "1" ? "check" : "list"), r => Page(r, audiences.List(r.Route("account")), List));
        Map(routes, "POST", $"{Account}/customer_lists", _ => new DoubleCall("create"), Create);
        Map(routes, "GET", $"{Account}/customer_lists/{{id}}", r => new DoubleCall("get", r.Route("id")), r => Own(r) is { } list ? SandboxReply.Ok(List(list)) : Error(404, 4));
        Map(routes, "PATCH", $"{Account}/customer_lists/{{id}}", Describe, Change);
        Map(routes, "GET", $"{Account}/audiences", _ => new DoubleCall("list"), r => Page(r, [.. audiences.List(r.Route("account")).Where(l => l.Description.Length > 0)], Audience));
        Map(routes, "POST", $"{Account}/audiences", _ => new DoubleCall("create"), CreateAudience);
        Map(routes, "PATCH", $"{Account}/audiences/9{{id}}", r => new DoubleCall("rename", r.Route("id")), Rename);
    }

    private static SandboxReply Error(int status, int code) => new(status, new JsonObject { ["code"] = code, ["message"] = "Something is wrong." });

    private static DoubleCall Describe(DoubleRequest request) =>
        new(request.Json.Text("operation_type") == "REMOVE" ? "remove" : "add", request.Route("id"), request.Json.Text("records")?.Split(',').Length ?? 0);

    private void Map(DoubleRoutes routes, string method, string pattern, Func<DoubleRequest, DoubleCall> describe, Func<DoubleRequest, SandboxReply> handle) =>
        routes.Map(method, pattern, describe, request => request.Bearer == options.AccessToken ? handle(request) : Error(401, 2));

    private SandboxReply Create(DoubleRequest request)
    {
        var json = request.Json;
        return json.Has(["name", "records"], "list_type") && json.Text("name") is { Length: > 0 } name && Records(json) is not null && json.Text("list_type") is "EMAIL" or "MAID" or "IDFA"
            ? audiences.Find(audiences.Create(request.Route("account"), name, "")) is { } list ? SandboxReply.Ok(List(list)) : Error(500, 12)
            : Error(400, 1);
    }

    private SandboxReply Change(DoubleRequest request)
    {
        if (Own(request) is not { } list)
        {
            return Error(404, 4);
        }

        var operation = request.Json.Text("operation_type");
        if (!request.Json.Has(["records", "operation_type"]) || operation is not ("ADD" or "REMOVE") || Records(request.Json) is not { } records || records.Any(audiences.Refuses))
        {
            return Error(400, 1);
        }

        if (operation == "ADD")
        {
            audiences.Add(list.Id, records);
        }
        else
        {
            audiences.Remove(list.Id, records);
        }

        return SandboxReply.Ok(List(list));
    }

    private SandboxReply CreateAudience(DoubleRequest request)
    {
        var json = request.Json;
        if (!json.Has(["name", "rule", "audience_type"], "description") || json.Text("audience_type") != "CUSTOMER_LIST" || json.Text("name") is not { Length: > 0 } name
            || json.Field("rule").Text("customer_list_id") is not { } id || audiences.Find(id) is not { } list || list.AdAccount != request.Route("account"))
        {
            return Error(400, 1);
        }

        audiences.Rename(id, name, json.Text("description") is { Length: > 0 } description ? description : name);
        return audiences.Find(id) is { } made ? SandboxReply.Ok(Audience(made)) : Error(500, 12);
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        if (Own(request) is not { Description.Length: > 0 } list)
        {
            return Error(404, 4);
        }

        if (!request.Json.Has(["operation_type"], "name", "description") || request.Json.Text("operation_type") != "UPDATE")
        {
            return Error(400, 1);
        }

        audiences.Rename(list.Id, request.Json.Text("name"), request.Json.Text("description"));
        return audiences.Find(list.Id) is { } renamed ? SandboxReply.Ok(Audience(renamed)) : Error(404, 4);
    }

    /// <summary>A record is a person of its own; null if one has no hash.</summary>
    private static List<IReadOnlyList<string>>? Records(JsonElement json) =>
        json.Text("records") is { Length: > 0 } text && text.Split(',') is var records && records.All(JsonFields.IsSha256) ? [.. records.Select(r => (IReadOnlyList<string>)[$"RECORD:{r}"])] : null;

    private SandboxAudience? Own(DoubleRequest request) => audiences.Find(request.Route("id")) is { } list && list.AdAccount == request.Route("account") ? list : null;

    private static SandboxReply Page(DoubleRequest request, IReadOnlyList<SandboxAudience> all, Func<SandboxAudience, JsonObject> view)
    {
        var size = int.TryParse(request.Query("page_size"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 250) : 25;
        var start = int.TryParse(request.Query("bookmark"), NumberStyles.None, CultureInfo.InvariantCulture, out var bookmark) ? bookmark : 0;
        return SandboxReply.Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip(start).Take(size).Select(l => (JsonNode)view(l))]),
            ["bookmark"] = start + size < all.Count ? (start + size).ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    // The audience's name stands for both; a list with an audience keeps the marker of the sync that made it in its own.
    private static JsonObject List(SandboxAudience list) => new()
    {
        ["id"] = list.Id,
        ["ad_account_id"] = list.AdAccount,
        ["name"] = list.Description.Length == 0 ? list.Name : $"{list.Name} {list.Description[Math.Max(0, list.Description.LastIndexOf('['))..]}",
        ["status"] = list.People < 100 ? "TOO_SMALL" : "READY",
        ["type"] = "customerlist",
        ["exceptions"] = new JsonObject(),
    };

    private static JsonObject Audience(SandboxAudience list) => new()
    {
        ["id"] = $"9{list.Id}",
        ["ad_account_id"] = list.AdAccount,
        ["name"] = list.Name,
        ["description"] = list.Description,
        ["audience_type"] = "CUSTOMER_LIST",
        ["rule"] = new JsonObject { ["customer_list_id"] = list.Id },
        ["size"] = list.People,
        ["status"] = list.People < 100 ? "TOO_SMALL" : "READY",
        ["type"] = "audience",
    };
}
