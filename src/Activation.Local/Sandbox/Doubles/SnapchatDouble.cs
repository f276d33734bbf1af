using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Snapchat's Marketing API as far as customer lists go.</summary>
/// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/customer-lists</remarks>
internal sealed class SnapchatDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MaxRows = 100_000;
    private const int MaxName = 375;

    private static readonly HashSet<string> Schemas = new(["EMAIL_SHA256", "PHONE_SHA256", "MOBILE_AD_ID_SHA256"], StringComparer.Ordinal);

    public override string Name => "snapchat";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/login/oauth2/access_token", options);
        routes.Map("GET", "/v1/adaccounts/{account}/segments", "list", r => Authorized(r, List));
        routes.Map("POST", "/v1/adaccounts/{account}/segments", "create", r => Authorized(r, Create));
        routes.Map("PUT", "/v1/adaccounts/{account}/segments", "rename", r => Authorized(r, Rename));
        routes.Map("GET", "/v1/segments/{id}", "get", r => Authorized(r, q => OfSegment(q, Answer)));
        routes.Map("DELETE", "/v1/segments/{id}", "delete", r => Authorized(r, q => OfSegment(q, Delete)));
        routes.Map("POST", "/v1/segments/{id}/users", r => Users(r, "add"), r => Authorized(r, q => OfSegment(q, a => Change(q, a, isAdd: true))));
        routes.Map("DELETE", "/v1/segments/{id}/users", r => Users(r, "remove"), r => Authorized(r, q => OfSegment(q, a => Change(q, a, isAdd: false))));
    }

    private static SandboxReply Error(int status, string message) => new(status, new JsonObject
    {
        ["request_status"] = "ERROR",
        ["request_id"] = "57ad1e4600ff0d2f7b3c4b0001",
        ["debug_message"] = message,
        ["display_message"] = "We're sorry, but the requested operation could not be completed",
    });

    private static SandboxReply Success(string name, JsonArray entries, string? nextLink = null) => SandboxReply.Ok(new JsonObject
    {
        ["request_status"] = "SUCCESS",
        ["request_id"] = "57ad1e4600ff0d2f7b3c4b0002",
        ["paging"] = nextLink is null ? [] : new JsonObject { ["next_link"] = nextLink },
        [name] = entries,
    });

    private SandboxReply Authorized(DoubleRequest request, Func<DoubleRequest, SandboxReply> handle) =>
        request.Bearer != options.AccessToken ? Error(401, "unauthorized")
        : request.Body.Length > 0 && (request.Http.ContentType != "application/json" || request.Json.ValueKind != JsonValueKind.Object) ? Error(400, "The body is no JSON object")
        : handle(request);

    private SandboxReply OfSegment(DoubleRequest request, Func<SandboxAudience, SandboxReply> handle) =>
        audiences.Find(request.Route("id")) is { } audience ? handle(audience) : Error(404, "Resource can not be found");

    private static SandboxReply Answer(SandboxAudience audience) => Success("segments", [Entry(audience)]);

    private SandboxReply Delete(SandboxAudience audience)
    {
        audiences.Delete(audience.Id);
        return Success("segments", []);
    }

    private static JsonObject Entry(SandboxAudience audience) => new()
    {
        ["sub_request_status"] = "SUCCESS",
        ["segment"] = new JsonObject
        {
            ["id"] = audience.Id,
            ["name"] = audience.Name,
            ["description"] = audience.Description,
            ["ad_account_id"] = audience.AdAccount,
            ["status"] = "ACTIVE",
            ["targetable_status"] = audience.People >= 1000 ? "READY" : "TOO_FEW_USERS",
            ["upload_status"] = audience.People > 0 ? "COMPLETE" : "NO_UPLOAD",
            ["source_type"] = "FIRST_PARTY",
            ["retention_in_days"] = 9999,
            ["approximate_number_users"] = audience.People,
        },
    };

    private SandboxReply List(DoubleRequest request)
    {
        var size = 1000;
        if (request.Query("limit") is { Length: > 0 } limit && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 50 and <= 1000))
        {
            return Error(400, "limit is from 50 to 1000");
        }

        var after = request.Query("cursor");
        var rest = audiences.List(request.Route("account")).Where(a => string.CompareOrdinal(a.Id, after) > 0).ToList();
        var page = rest.Take(size).ToList();

        // A client has no business to follow the platform's address to another host with its token.
        var next = rest.Count > page.Count ? $"https://adsapi.invalid/v1/adaccounts/{request.Route("account")}/segments?cursor={page[^1].Id}&limit={size}" : null;
        return Success("segments", [.. page.Select(Entry)], next);
    }

    private SandboxReply Create(DoubleRequest request)
    {
        if (Segment(request, ["name", "source_type", "retention_in_days", "ad_account_id"], ["description"]) is not { } segment || segment.Value("source_type") != "FIRST_PARTY")
        {
            return Error(400, "segments: one object with name, source_type, retention_in_days and ad_account_id");
        }

        var id = audiences.Create(request.Route("account"), segment.Value("name"), segment.Value("description"), Guid.NewGuid().ToString("D"));
        return audiences.Find(id) is { } created ? Answer(created) : Error(500, "lost");
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        if (Segment(request, ["id", "name", "source_type", "retention_in_days", "ad_account_id"], ["description"]) is not { } segment)
        {
            return Error(400, "segments: one object with id and what is to be changed");
        }

        if (audiences.Find(segment.Value("id")) is not { } audience || audience.AdAccount != request.Route("account"))
        {
            return Error(404, "Resource can not be found");
        }

        audiences.Rename(audience.Id, segment.Value("name"), segment.Value("description"));
        return Answer(audiences.Find(audience.Id) ?? audience);
    }

    private static JsonElement? Segment(DoubleRequest request, string[] required, string[] optional) =>
        request.Json.Has(["segments"])
        && request.Json.Items("segments") is [var segment]
        && segment.Has(required, optional)
        && segment.Value("name") is { Length: > 0 and <= MaxName }
        && segment.Value("ad_account_id") == request.Route("account")
        && segment.Field("retention_in_days") is { ValueKind: JsonValueKind.Number } retention && retention.TryGetInt32(out var days) && days is >= 1 and <= 9999
            ? segment
            : null;

    private static DoubleCall Users(DoubleRequest request, string operation) =>
        new(operation, request.Route("id"), request.Json.Items("users") is [var users] ? users.Items("data").Count : 0);

    private SandboxReply Change(DoubleRequest request, SandboxAudience audience, bool isAdd)
    {
        if (!request.Json.Has(["users"]) || request.Json.Items("users") is not [var users] || !users.Has(["schema", "data"]) || users.Texts("schema") is not [var schema] || !Schemas.Contains(schema))
        {
            return Error(400, "users: one object with one schema and its data");
        }

        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in users.Items("data"))
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != 1 || row[0].ValueKind != JsonValueKind.String || !JsonFields.IsSha256(row[0].GetString() ?? ""))
            {
                return Error(400, "data: rows of one SHA-256 hash");
            }

            rows.Add([$"{schema}:{row[0].GetString()}"]);
        }

        if (rows.Count is 0 or > MaxRows || rows.Any(r => audiences.Refuses(r) || audiences.RefusesCall(r)))
        {
            return Error(400, "data: 1 to 100000 valid rows");
        }

        if (isAdd)
        {
            audiences.Add(audience.Id, rows);
        }
        else
        {
            audiences.Remove(audience.Id, rows);
        }

        return Success("users", [new JsonObject { ["sub_request_status"] = "SUCCESS", ["user"] = new JsonObject { ["number_uploaded_users"] = rows.Count } }]);
    }
}
