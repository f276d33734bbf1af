using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>X's Ads API as far as custom audiences go. Every call is signed.</summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences/reference</remarks>
internal sealed class XDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string Audiences = "/12/accounts/{account}/custom_audiences";
    private const int MaxName = 255;

    private readonly OAuth1Check signature = new(options);

    public override string Name => "x";

    public override CallManners Manners { get; } = new(
        static fault => fault switch
        {
            SandboxFault.Throttle => Error(429, "TOO_MANY_REQUESTS"),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Error(500, "INTERNAL_ERROR"),
        },
        static usage => new("x-rate-limit-reset", DateTimeOffset.UnixEpoch.AddMinutes(usage.Minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("GET", Audiences, "list", r => Signed(r, List));
        routes.Map("POST", Audiences, "create", r => Signed(r, Create));
        routes.Map("GET", $"{Audiences}/{{id}}", "get", r => Signed(r, q => OfAudience(q, a => Data(Describe(a)))));
        routes.Map("PUT", $"{Audiences}/{{id}}", "rename", r => Signed(r, q => OfAudience(q, a => Rename(q, a))));
        routes.Map("DELETE", $"{Audiences}/{{id}}", "delete", r => Signed(r, q => OfAudience(q, Delete)));
        routes.Map("POST", $"{Audiences}/{{id}}/users", DescribeUsers, r => Signed(r, q => OfAudience(q, a => Change(q, a))));
    }

    private static SandboxReply Error(int status, string code) => new(status, new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = "…" }),
        ["request"] = new JsonObject { ["params"] = new JsonObject() },
    });

    private static SandboxReply Data(JsonNode data) => SandboxReply.Ok(new JsonObject { ["data"] = data, ["request"] = new JsonObject { ["params"] = new JsonObject() } });

    private SandboxReply Signed(DoubleRequest request, Func<DoubleRequest, SandboxReply> handle) => signature.IsGood(request) ? handle(request) : Error(401, "UNAUTHORIZED_ACCESS");

    private SandboxReply OfAudience(DoubleRequest request, Func<SandboxAudience, SandboxReply> handle) =>
        audiences.Find(request.Route("id")) is { } audience && audience.AdAccount == request.Route("account") ? handle(audience) : Error(404, "NOT_FOUND");

    private static JsonObject Describe(SandboxAudience audience) => new()
    {
        ["id"] = audience.Id,
        ["name"] = audience.Name,
        ["description"] = audience.Description,
        ["audience_type"] = "CRM",
        ["audience_size"] = audience.People,
        ["targetable"] = audience.People >= 100,
        ["reasons_not_targetable"] = audience.People >= 100 ? [] : new JsonArray("TOO_SMALL"),
        ["owner_account_id"] = audience.AdAccount,
        ["deleted"] = false,
    };

    private SandboxReply List(DoubleRequest request)
    {
        var count = 200;
        if (request.Query("count") is { Length: > 0 } given && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= 1000))
        {
            return Error(400, "INVALID_PARAMETER");
        }

        var after = request.Query("cursor");
        var rest = audiences.List(request.Route("account"))
            .Where(a => a.Name.StartsWith(request.Query("q"), StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(a.Id, after) > 0).ToList();
        var page = rest.Take(count).ToList();
        return SandboxReply.Ok(new JsonObject { ["data"] = new JsonArray([.. page.Select(Describe)]), ["next_cursor"] = rest.Count > page.Count ? page[^1].Id : null });
    }

    private SandboxReply Create(DoubleRequest request)
    {
        var name = request.Query("name");
        if (name.Length is 0 or > MaxName || IsTaken(request, name, null))
        {
            return Error(400, name.Length == 0 ? "MISSING_PARAMETER" : "INVALID_PARAMETER");
        }

        var id = audiences.Create(request.Route("account"), name, request.Query("description"));
        return audiences.Find(id) is { } created ? Data(Describe(created)) : Error(500, "INTERNAL_ERROR");
    }

    private SandboxReply Rename(DoubleRequest request, SandboxAudience audience)
    {
        var name = request.Query("name");
        if (name.Length is 0 or > MaxName || IsTaken(request, name, audience.Id))
        {
            return Error(400, "INVALID_PARAMETER");
        }

        audiences.Rename(audience.Id, name, request.Query("description"));
        return Data(Describe(audiences.Find(audience.Id) ?? audience));
    }

    private bool IsTaken(DoubleRequest request, string name, string? but) => audiences.List(request.Route("account")).Any(a => a.Name == name && a.Id != but);

    private SandboxReply Delete(SandboxAudience audience)
    {
        audiences.Delete(audience.Id);
        var gone = Describe(audience);
        gone["deleted"] = true;
        return Data(gone);
    }

    private static DoubleCall DescribeUsers(DoubleRequest request)
    {
        List<JsonElement> operations = request.Json.ValueKind == JsonValueKind.Array ? [.. request.Json.EnumerateArray()] : [];
        var users = operations.Sum(o => o.Has(["operation_type", "params"]) ? o.GetProperty("params").Items("users").Count : 0);
        return new DoubleCall(operations.Any(o => o.Value("operation_type") == "Delete") ? "remove" : "add", request.Route("id"), users);
    }

    private SandboxReply Change(DoubleRequest request, SandboxAudience audience)
    {
        if (request.Http.ContentType != "application/json" || request.Body.Length > XUpload.MaxBytes)
        {
            return Error(400, request.Body.Length > XUpload.MaxBytes ? "REQUEST_TOO_COMPLEX" : "INVALID_PARAMETER");
        }

        if (XUpload.Read(request.Json) is not { } operations)
        {
            return Error(400, "INVALID_PARAMETER");
        }

        // All or nothing.
        if (operations.SelectMany(o => o.Users).Any(u => audiences.Refuses(u) || audiences.RefusesCall(u)))
        {
            return new SandboxReply(400, new JsonObject { ["operation_errors"] = new JsonArray(new JsonArray(new JsonObject { ["code"] = "INVALID_PARAMETER", ["message"] = "…" })) });
        }

        foreach (var (isUpdate, users) in operations)
        {
            if (isUpdate)
            {
                audiences.Add(audience.Id, users);
            }
            else
            {
                audiences.Remove(audience.Id, users);
            }
        }

        var count = operations.Sum(o => o.Users.Count);
        return Data(new JsonObject { ["success_count"] = count, ["total_count"] = count });
    }
}
