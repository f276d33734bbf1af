using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>TikTok's Marketing API as far as customer audiences go.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
internal sealed class TikTokDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string Version = "/open_api/v1.3";
    private const int CutAbove = 70;

    public override string Name => "tiktok";

    public override CallManners Manners { get; } = new(
        static fault => fault switch
        {
            SandboxFault.Throttle => Reply(40100, "Requests made too frequently."),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Reply(50000, "System error"),
        },
        static _ => new("X-Tt-Logid", "sandbox"));

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("GET", $"{Version}/dmp/custom_audience/list/", "list", r => Authorized(r, List));
        routes.Map("POST", $"{Version}/dmp/custom_audience/update/", "rename", r => Authorized(r, Rename));
        routes.Map("POST", $"{Version}/segment/audience/", r => new(r.Json.Value("action") == "delete" ? "delete" : "create"), r => Authorized(r, CreateOrDelete));
        routes.Map("POST", $"{Version}/segment/mapping/", Describe, r => Authorized(r, Change));
    }

    private static SandboxReply Reply(int code, string message, JsonObject? data = null) => SandboxReply.Ok(new JsonObject
    {
        ["code"] = code,
        ["message"] = message,
        ["request_id"] = "2023080321274500000000000000000E",
        ["data"] = data ?? [],
    });

    private static SandboxReply Invalid(string what) => Reply(40002, what);

    private SandboxReply Authorized(DoubleRequest request, Func<DoubleRequest, SandboxReply> handle) =>
        request.Header("Access-Token") is not { Length: > 0 } token ? Reply(40104, "Access token is null, you should set it in http header with key Access-Token.")
        : token != options.AccessToken ? Reply(40105, "Access token is incorrect or has been revoked.")
        : request.Http.Method == "POST" && (request.Http.ContentType != "application/json" || request.Json.ValueKind != JsonValueKind.Object) ? Reply(40000, "The body is no JSON object.")
        : handle(request);

    private SandboxReply List(DoubleRequest request)
    {
        if (request.Query("advertiser_id") is not { Length: > 0 } advertiser)
        {
            return Invalid("advertiser_id: Missing data for required field.");
        }

        if (!int.TryParse(request.Query("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page < 1
            || !int.TryParse(request.Query("page_size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > 100)
        {
            return Invalid("page is from 1, page_size from 1 to 100.");
        }

        var all = audiences.List(advertiser);
        return Reply(0, "OK", new JsonObject
        {
            ["list"] = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(Describe)]),
            ["page_info"] = new JsonObject { ["page"] = page, ["page_size"] = size, ["total_number"] = all.Count, ["total_page"] = (all.Count + size - 1) / size },
        });
    }

    private static JsonNode Describe(SandboxAudience audience) => new JsonObject
    {
        ["audience_id"] = audience.Id,
        ["name"] = audience.Name,
        ["audience_type"] = "Customer File Audience",
        ["cover_num"] = audience.People,
        ["is_creator"] = true,
        ["is_valid"] = audience.People >= 1000,
    };

    private SandboxReply CreateOrDelete(DoubleRequest request)
    {
        var body = request.Json;
        if (body.Value("action") == "delete")
        {
            return !body.Has(["advertiser_id", "action", "delete_audience_id"]) ? Invalid("delete_audience_id: Missing data for required field.")
                : Own(body.Value("delete_audience_id"), [body.Value("advertiser_id")]) is not { } gone ? Reply(40007, "The audience does not exist.")
                : Delete(gone);
        }

        if (!body.Has(["advertiser_id", "custom_audience_name"], "action") || body.Value("advertiser_id").Length == 0 || body.Value("custom_audience_name") is not { Length: > 0 } name || body.Value("action") is not ("" or "create"))
        {
            return Invalid("custom_audience_name: Missing data for required field.");
        }

        var id = audiences.Create(body.Value("advertiser_id"), name.Length > CutAbove ? $"{name[..(CutAbove - 3)]}..." : name, null);
        return Reply(0, "OK", new JsonObject { ["audience_id"] = id });
    }

    private SandboxReply Delete(SandboxAudience audience)
    {
        audiences.Delete(audience.Id);
        return Reply(0, "OK", new JsonObject { ["audience_id"] = audience.Id });
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        var body = request.Json;
        if (!body.Has(["advertiser_id", "custom_audience_id", "custom_audience_name"]) || body.Value("custom_audience_name") is not { Length: > 0 and <= 128 } name)
        {
            return Invalid("custom_audience_name: Length must be between 1 and 128.");
        }

        if (Own(body.Value("custom_audience_id"), [body.Value("advertiser_id")]) is not { } audience)
        {
            return Reply(40007, "The audience does not exist.");
        }

        audiences.Rename(audience.Id, name);
        return Reply(0, "OK");
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var rows = request.Json.Items("batch_data");
        var audience = rows.Where(r => r.ValueKind == JsonValueKind.Array).SelectMany(r => r.EnumerateArray()).Select(s => s.Texts("audience_ids")?[0]).FirstOrDefault(a => a is not null);
        return new DoubleCall(request.Json.Value("action") == "delete" ? "remove" : "add", audience, rows.Count);
    }

    private SandboxReply Change(DoubleRequest request)
    {
        if (!TikTokUpload.TryRead(request.Json, out var upload, out var fault))
        {
            return Invalid(fault);
        }

        if (upload.Audiences.Any(id => Own(id, upload.Advertisers) is null))
        {
            return Invalid("audience_ids: The audience does not belong to the advertisers.");
        }

        if (upload.Rows.Any(row => audiences.Refuses(row.Keys) || audiences.RefusesCall(row.Keys)))
        {
            return Invalid("batch_data: Invalid id.");
        }

        foreach (var audience in upload.Audiences)
        {
            IReadOnlyList<IReadOnlyList<string>> rows = [.. upload.Rows.Where(r => r.Audiences.Contains(audience)).Select(r => r.Keys)];
            if (upload.IsAdd)
            {
                audiences.Add(audience, rows);
            }
            else
            {
                audiences.Remove(audience, rows);
            }
        }

        return Reply(0, "OK");
    }

    private SandboxAudience? Own(string id, IReadOnlyList<string> advertisers) =>
        audiences.Find(id) is { } audience && advertisers.Contains(audience.AdAccount, StringComparer.Ordinal) ? audience : null;
}
