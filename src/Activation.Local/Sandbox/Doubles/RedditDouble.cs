using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Reddit's Ads API as far as customer list audiences go.</summary>
/// <remarks>https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users</remarks>
internal sealed class RedditDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MaxRows = 2_500;

    private static readonly HashSet<string> Columns = new(["EMAIL_SHA256", "MAID_SHA256"], StringComparer.Ordinal);

    public override string Name => "reddit";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/api/v1/access_token", options);
        routes.Map("GET", "/api/v3/ad_accounts/{account}/custom_audiences", "list", r => Authorized(r, List));
        routes.Map("POST", "/api/v3/ad_accounts/{account}/custom_audiences", "create", r => Authorized(r, Create));
        routes.Map("GET", "/api/v3/custom_audiences/{id}", "get", r => Authorized(r, q => OfAudience(q, a => Data(Describe(a)))));
        routes.Map("DELETE", "/api/v3/custom_audiences/{id}", "delete", r => Authorized(r, q => OfAudience(q, Delete)));
        routes.Map("PATCH", "/api/v3/custom_audiences/{id}/users", DescribeUsers, r => Authorized(r, q => OfAudience(q, a => Change(q, a))));
    }

    private static SandboxReply Error(int status, string message) => new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message } });

    private static SandboxReply Data(JsonNode data) => SandboxReply.Ok(new JsonObject { ["data"] = data });

    private SandboxReply Authorized(DoubleRequest request, Func<DoubleRequest, SandboxReply> handle) =>
        request.Bearer != options.AccessToken ? Error(401, "Unauthorized")
        : request.Body.Length > 0 && (request.Http.ContentType != "application/json" || !request.Json.Has(["data"])) ? Error(400, "The body is an object with data")
        : handle(request);

    private SandboxReply OfAudience(DoubleRequest request, Func<SandboxAudience, SandboxReply> handle) =>
        audiences.Find(request.Route("id")) is { } audience ? handle(audience) : Error(404, "Custom audience not found");

    private SandboxReply Delete(SandboxAudience audience)
    {
        audiences.Delete(audience.Id);
        return Data(Describe(audience));
    }

    private static JsonNode Describe(SandboxAudience audience) => new JsonObject
    {
        ["id"] = audience.Id,
        ["ad_account_id"] = audience.AdAccount,
        ["name"] = audience.Name,
        ["type"] = "CUSTOMER_LIST",
        ["status"] = audience.People >= 1000 ? "VALID" : "INVALID",
    };

    private SandboxReply List(DoubleRequest request)
    {
        var filter = request.Query("name");
        if (filter.Length > 0 && filter[0] is not ('=' or '@'))
        {
            return Error(400, "name: begins with = or @");
        }

        var found = audiences.List(request.Route("account")).Where(a =>
            filter.Length == 0 || (filter[0] == '=' ? a.Name == filter[1..] : a.Name.Contains(filter[1..], StringComparison.OrdinalIgnoreCase)));
        return SandboxReply.Ok(new JsonObject { ["data"] = new JsonArray([.. found.Take(100).Select(Describe)]), ["pagination"] = new JsonObject() });
    }

    private SandboxReply Create(DoubleRequest request)
    {
        var data = request.Json.GetProperty("data");
        if (!data.Has(["name", "type"]) || data.Value("name").Length == 0 || data.Value("type") != "CUSTOMER_LIST")
        {
            return Error(400, "name and type are required");
        }

        var id = audiences.Create(request.Route("account"), data.Value("name"), null);
        return audiences.Find(id) is { } created ? Data(Describe(created)) : Error(500, "lost");
    }

    private static DoubleCall DescribeUsers(DoubleRequest request)
    {
        var data = request.Json.Has(["data"]) ? request.Json.GetProperty("data") : default;
        return new DoubleCall(data.Value("action_type") == "REMOVE" ? "remove" : "add", request.Route("id"), data.Items("user_data").Count);
    }

    private SandboxReply Change(DoubleRequest request, SandboxAudience audience)
    {
        var data = request.Json.ValueKind == JsonValueKind.Object ? request.Json.GetProperty("data") : default;
        if (!data.Has(["action_type", "column_order", "user_data"]) || data.Value("action_type") is not ("ADD" or "REMOVE"))
        {
            return Error(400, "action_type, column_order and user_data are required, and nothing else is known");
        }

        if (data.Texts("column_order") is not { } columns || !columns.All(Columns.Contains) || columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
        {
            return Error(400, "column_order: EMAIL_SHA256 and MAID_SHA256, each at most once");
        }

        var rows = data.Items("user_data").Select(row => Keys(row, columns)).ToList();
        if (rows.Count is 0 or > MaxRows || rows.Any(r => r is null || audiences.Refuses(r) || audiences.RefusesCall(r)))
        {
            return Error(400, "user_data: 1 to 2500 rows with a SHA-256 hash for each column");
        }

        IReadOnlyList<IReadOnlyList<string>> people = [.. rows.OfType<IReadOnlyList<string>>()];
        if (data.Value("action_type") == "ADD")
        {
            audiences.Add(audience.Id, people);
        }
        else
        {
            audiences.Remove(audience.Id, people);
        }

        return Data(new JsonObject { ["id"] = audience.Id });
    }

    private static IReadOnlyList<string>? Keys(JsonElement row, IReadOnlyList<string> columns)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != columns.Count)
        {
            return null;
        }

        List<string> cells = [.. row.EnumerateArray().Select(c => c.ValueKind == JsonValueKind.String ? c.GetString() ?? "" : "")];
        return cells.All(JsonFields.IsSha256) ? [.. cells.Select((cell, i) => $"{columns[i]}:{cell}")] : null;
    }
}
