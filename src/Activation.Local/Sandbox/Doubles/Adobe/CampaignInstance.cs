using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>
/// An instance of Campaign, whose profiles have a custom key and a custom filter: `byEmailHash` at Campaign Standard, `emailHash` at Campaign v8. It knows a profile for every
/// key and hash, except for those that a test wants refused as `externalId:…` or `email:…`.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/campaign-standard/using/working-with-apis/managing-services-and-subscriptions and, for what is other at v8,
/// https://experienceleague.adobe.com/en/docs/experience-cloud/campaign/apis/limitations; lengths:
/// https://experienceleague.adobe.com/en/docs/campaign-standard/using/developing/datamodel/datamodel-service
/// </remarks>
internal sealed class CampaignInstance(DoubleAudiences audiences, SandboxOptions options, string organization, bool isV8)
{
    private const int MaxName = 64;
    private const int MaxLabel = 128;

    private string Address => $"https://mc.adobe.io/{organization}/campaign/profileAndServices";

    public void Map(DoubleRoutes routes)
    {
        var root = $"/{organization}/campaign";
        routes.Map("GET", $"{root}/profileAndServices/service", request => new DoubleCall(request.Query("_lineCount") == "1" ? "check" : "list"), Authorized(ListServices));
        routes.Map("POST", $"{root}/profileAndServices/service", "create", Authorized(CreateService));
        routes.Map("PATCH", $"{root}/profileAndServices/service/{{service}}", "rename", Authorized(RenameService));
        routes.Map("DELETE", $"{root}/profileAndServices/service/{{service}}", "delete", Authorized(DeleteService));
        routes.Map("GET", $"{root}/profileAndServicesExt/profile/{{key}}", "get", Authorized(FindProfiles));
        routes.Map("GET", $"{root}/profileAndServices/profile/{{profile}}/subscriptions", "list", Authorized(ListSubscriptions));
        routes.Map("POST", $"{root}/profileAndServices/profile/{{profile}}/subscriptions", request => new DoubleCall("add", ServiceId(SubscribedTo(request)), 1), Authorized(Subscribe));
        routes.Map("DELETE", $"{root}/profileAndServices/service/{{service}}/subscriptions/{{profile}}", request => new DoubleCall("remove", ServiceId(request.Route("service")), 1), Authorized(Unsubscribe));
    }

    private Func<DoubleRequest, SandboxReply> Authorized(Func<DoubleRequest, SandboxReply> handle) => request =>
        request.Bearer != options.AccessToken || request.Header("X-Api-Key") != TokenEndpoint.ClientId
            ? new SandboxReply(401, new JsonObject { ["error_code"] = "401013", ["message"] = "Oauth token is not valid" })
            : handle(request);

    /// <summary>A page at a time, 25 unless asked otherwise.</summary>
    private SandboxReply ListServices(DoubleRequest request)
    {
        var count = int.TryParse(request.Query("_lineCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 25;
        var start = int.TryParse(request.Query("_lineStart"), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        var all = audiences.List(organization);
        var page = new JsonObject { ["content"] = new JsonArray([.. all.Skip(start).Take(count).Select(Service)]) };
        if (start + count < all.Count)
        {
            page["next"] = new JsonObject { ["href"] = string.Create(CultureInfo.InvariantCulture, $"{Address}/service?_lineCount={count}&_lineStart={start + count}") };
        }

        return SandboxReply.Ok(page);
    }

    private SandboxReply CreateService(DoubleRequest request)
    {
        var (label, name) = (Text(request.Json, "label"), Text(request.Json, "name"));
        return label.Length is 0 or > MaxLabel || name.Length is 0 or > MaxName || Text(request.Json, "messageType") != "email" || audiences.List(organization).Any(a => a.Description == name)
            ? Invalid
            : new SandboxReply(201, Service(audiences.Find(audiences.Create(organization, label, name)) ?? throw new InvalidOperationException("The service was just made.")));
    }

    private SandboxReply RenameService(DoubleRequest request)
    {
        if (ServiceId(request.Route("service")) is not { } id)
        {
            return Missing;
        }

        var label = Text(request.Json, "label");
        if (label.Length is 0 or > MaxLabel)
        {
            return Invalid;
        }

        audiences.Rename(id, label);
        return SandboxReply.Ok(new JsonObject { ["PKey"] = request.Route("service"), ["href"] = $"{Address}/service/{request.Route("service")}" });
    }

    private SandboxReply DeleteService(DoubleRequest request)
    {
        if (ServiceId(request.Route("service")) is not { } id)
        {
            return Missing;
        }

        audiences.Delete(id);
        return new SandboxReply(204, null);
    }

    private SandboxReply FindProfiles(DoubleRequest request)
    {
        if (request.Route("key") == (isV8 ? "emailHash" : "byEmailHash"))
        {
            var key = $"email:{request.Query("emailHash_parameter")}";
            return SandboxReply.Ok(new JsonObject { ["content"] = audiences.Refuses([key]) ? new JsonArray() : new JsonArray(Profile(key)) });
        }

        var custom = $"externalId:{request.Route("key")}";
        return audiences.Refuses([custom]) ? Missing : SandboxReply.Ok(Profile(custom));
    }

    private SandboxReply ListSubscriptions(DoubleRequest request) => SandboxReply.Ok(new JsonObject
    {
        ["content"] = new JsonArray([.. audiences.List(organization).Where(a => ProfileKey(request) is { } key && audiences.Holds(a.Id, key)).Select(a => Subscription(a, request.Route("profile")))]),
    });

    private SandboxReply Subscribe(DoubleRequest request)
    {
        if (isV8 && (ServiceId(SubscribedTo(request)) is null || ProfileKey(request) is null))
        {
            return Missing;
        }

        if (request.Http.ContentType != "application/json" || ServiceId(SubscribedTo(request)) is not { } id || ProfileKey(request) is not { } key || audiences.Holds(id, key))
        {
            return Invalid;
        }

        audiences.Add(id, [[key]]);
        return new SandboxReply(201, new JsonObject { ["PKey"] = request.Route("profile"), ["serviceName"] = "" });
    }

    private SandboxReply Unsubscribe(DoubleRequest request)
    {
        if (ServiceId(request.Route("service")) is not { } id || ProfileKey(request) is not { } key || !audiences.Holds(id, key))
        {
            return Missing;
        }

        audiences.Remove(id, [[key]]);
        return new SandboxReply(204, null);
    }

    private string? ServiceId(string service) => service.StartsWith("@service", StringComparison.Ordinal) && audiences.List(organization).Any(a => a.Id == service["@service".Length..]) ? service["@service".Length..] : null;

    private JsonObject Service(SandboxAudience audience) => new()
    {
        ["PKey"] = $"@service{audience.Id}",
        ["href"] = $"{Address}/service/@service{audience.Id}",
        ["label"] = audience.Name,
        ["name"] = audience.Description,
        ["messageType"] = "email",
        ["subscriptions"] = new JsonObject { ["href"] = $"{Address}/service/@service{audience.Id}/subscriptions/" },
    };

    private JsonObject Profile(string key)
    {
        var primary = $"@{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key))}";
        return new() { ["PKey"] = primary, ["href"] = $"{Address}/profile/{primary}", ["subscriptions"] = new JsonObject { ["href"] = $"{Address}/profile/{primary}/subscriptions/" } };
    }

    private JsonObject Subscription(SandboxAudience audience, string profile) => new()
    {
        ["PKey"] = profile,
        ["href"] = $"{Address}/service/@service{audience.Id}/subscriptions/{profile}",
        ["service"] = new JsonObject { ["PKey"] = $"@service{audience.Id}", ["href"] = $"{Address}/service/@service{audience.Id}", ["name"] = audience.Description, ["label"] = audience.Name },
    };

    private static string? ProfileKey(DoubleRequest request)
    {
        var key = request.Route("profile");
        return key is ['@', .. { Length: > 0 } hex] && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(hex)) : null;
    }

    private static string SubscribedTo(DoubleRequest request) =>
        request.Json.ValueKind == JsonValueKind.Object && request.Json.TryGetProperty("service", out var service) ? Text(service, "PKey") : "";

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static SandboxReply Missing => new(404, new JsonObject { ["error_code"] = "404", ["message"] = "Not found" });

    private static SandboxReply Invalid => new(400, new JsonObject { ["error_code"] = "400", ["message"] = "Invalid" });
}
