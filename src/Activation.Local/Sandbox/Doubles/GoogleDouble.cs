using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>The Data Manager API: lists of users of one kind and their members.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest</remarks>
internal sealed class GoogleDouble(string name, DoubleAudiences audiences, GoogleListRules rules, SandboxOptions options) : PlatformDouble
{
    private const int MaxMembers = 10_000;
    private const string Account = "/v1/accountTypes/{type}/accounts/{account}/userLists";

    private readonly ConcurrentDictionary<string, JsonObject> requests = new(StringComparer.Ordinal);
    private int lastRequest;

    public override string Name => name;

    public override CallManners Manners { get; } = CallManners.Plain with
    {
        Failure = static fault => fault switch
        {
            SandboxFault.Throttle => GoogleFault.Of(429, "RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => GoogleFault.Of(500, "INTERNAL", "INTERNAL_ERROR"),
        },
    };

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/token", options, GoogleAssertion.IsGood);
        Map(routes, "POST", "/v1/audienceMembers:ingest", r => Describe(r, "add"), r => Members(r, isAdd: true));
        Map(routes, "POST", "/v1/audienceMembers:remove", r => Describe(r, "remove"), r => Members(r, isAdd: false));
        Map(routes, "POST", "/v1/audienceMembers:removeAll", r => Describe(r, "clear"), Clear);
        Map(routes, "GET", "/v1/requestStatus:retrieve", _ => new DoubleCall("get"), Status);
        Map(routes, "GET", Account, _ => new DoubleCall("list"), List);
        Map(routes, "POST", Account, r => new DoubleCall(r.Query("validateOnly") == "true" ? "check" : "create"), Create);
        Map(routes, "GET", $"{Account}/{{list}}", r => new DoubleCall("get", r.Route("list")), r => Own(r) is { } list ? SandboxReply.Ok(View(list, r)) : GoogleFault.Of(404, "NOT_FOUND", "NOT_FOUND"));
        Map(routes, "DELETE", $"{Account}/{{list}}", r => new DoubleCall("delete", r.Route("list")), Delete);
        Map(routes, "PATCH", $"{Account}/{{list}}", r => new DoubleCall("rename", r.Route("list")), Rename);
    }

    private void Map(DoubleRoutes routes, string method, string pattern, Func<DoubleRequest, DoubleCall> describe, Func<DoubleRequest, SandboxReply> handle) =>
        routes.Map(method, pattern, describe, request => request.Bearer == options.AccessToken ? handle(request) : GoogleFault.Of(401, "UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED"));

    private static DoubleCall Describe(DoubleRequest request, string operation) =>
        new(operation, request.Json.Field("destinations").Items() is [var first, ..] ? first.Text("productDestinationId") : null, request.Json.Field("audienceMembers").Items().Count);

    private SandboxReply Members(DoubleRequest request, bool isAdd)
    {
        var json = request.Json;
        string[] required = ["destinations", "audienceMembers"];
        if (!(isAdd ? json.Has(required, "encoding", "consent", "termsOfService", "validateOnly") : json.Has(required, "encoding", "validateOnly")) || !rules.IsEncoding(json.Text("encoding")))
        {
            return GoogleFault.Invalid("", "INVALID_ARGUMENT");
        }

        if (isAdd && json.Field("termsOfService").Text("customerMatchTermsOfServiceStatus") != "ACCEPTED")
        {
            return GoogleFault.Invalid("terms_of_service.customer_match_terms_of_service_status", "TERMS_AND_CONDITIONS_NOT_SIGNED");
        }

        if (!GoogleListRules.IsConsent(json))
        {
            return GoogleFault.Invalid("consent", "INVALID_ENUM_VALUE");
        }

        if (Target(json, out var fault) is not { } list)
        {
            return fault;
        }

        var members = json.Field("audienceMembers").Items();
        if (members.Count is 0 or > MaxMembers)
        {
            return GoogleFault.Invalid("audience_members", members.Count == 0 ? "REQUIRED_FIELD_MISSING" : "TOO_MANY_AUDIENCE_MEMBERS");
        }

        return Apply(list, members, isAdd, validateOnly: json.Field("validateOnly").ValueKind == JsonValueKind.True);
    }

    /// <summary>The list that a call names, or why there is none.</summary>
    private SandboxAudience? Target(JsonElement json, out SandboxReply fault)
    {
        fault = GoogleFault.Invalid("destinations.destinations[0]", "INVALID_DESTINATION");
        if (json.Field("destinations").Items() is not [var target] || !GoogleListRules.IsTarget(target))
        {
            return null;
        }

        fault = GoogleFault.Invalid("destinations.destinations[0].product_destination_id", "INVALID_USER_LIST_ID");
        return Find(target.Field("operatingAccount"), target.Text("productDestinationId") ?? "");
    }

    private SandboxReply Clear(DoubleRequest request)
    {
        var json = request.Json;
        if (!json.Has(["destinations"]))
        {
            // The platform takes removeAsOfTime and validateOnly too; nothing here knows when somebody was added.
            return GoogleFault.Invalid("", "INVALID_ARGUMENT");
        }

        if (Target(json, out var fault) is not { } list)
        {
            return fault;
        }

        audiences.Clear(list.Id);
        return Taken("removeAllAudienceMembersStatus", new JsonObject(), members: 0, refused: 0);
    }

    /// <param name="field">Under which the request's status says what became of it.</param>
    private SandboxReply Taken(string field, JsonObject status, int members, int refused)
    {
        var request = string.Create(CultureInfo.InvariantCulture, $"request-{Interlocked.Increment(ref lastRequest)}");
        var said = new JsonObject { ["requestStatus"] = refused == 0 ? "SUCCESS" : refused == members ? "FAILED" : "PARTIAL_SUCCESS", [field] = status };
        if (refused > 0)
        {
            said["errorInfo"] = new JsonObject
            {
                ["errorCounts"] = new JsonArray(new JsonObject { ["recordCount"] = refused.ToString(CultureInfo.InvariantCulture), ["reason"] = "PROCESSING_ERROR_REASON_DENIED_CONSENT" }),
            };
        }

        requests[request] = said;
        return SandboxReply.Ok(new JsonObject { ["requestId"] = request });
    }

    /// <summary>One member at fault, and nothing of the call is applied.</summary>
    private SandboxReply Apply(SandboxAudience list, IReadOnlyList<JsonElement> members, bool isAdd, bool validateOnly)
    {
        var violations = new JsonArray();
        var rows = new List<IReadOnlyList<string>>(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            var (keys, fault) = rules.Read(members[i]);
            fault ??= GoogleListRules.IsConsent(members[i]) ? null : "INVALID_ENUM_VALUE";
            fault ??= audiences.Refuses(keys) ? "INVALID_AUDIENCE_MEMBER" : null;
            if (fault is not null)
            {
                violations.Add((JsonNode)GoogleFault.Violation(string.Create(CultureInfo.InvariantCulture, $"audience_members.audience_members[{i}]"), fault));
            }

            rows.Add(keys);
        }

        if (violations.Count > 0)
        {
            return GoogleFault.Invalid(violations);
        }

        if (validateOnly)
        {
            return SandboxReply.Ok(new JsonObject());
        }

        // What became of a request is known to whoever asks for its status.
        List<IReadOnlyList<string>> good = [.. rows.Where(r => !audiences.RefusesLater(r))];
        if (isAdd)
        {
            audiences.Add(list.Id, good);
        }
        else
        {
            audiences.Remove(list.Id, good);
        }

        var refused = rows.Count - good.Count;
        var records = new JsonObject { ["recordCount"] = members.Count.ToString(CultureInfo.InvariantCulture) };
        return isAdd
            ? Taken("audienceMembersIngestionStatus", new JsonObject { [$"{rules.Data}IngestionStatus"] = records }, members.Count, refused)
            : Taken("audienceMembersRemovalStatus", new JsonObject { [$"{rules.Data}RemovalStatus"] = records }, members.Count, refused);
    }

    private SandboxReply Status(DoubleRequest call)
    {
        return requests.TryGetValue(call.Query("requestId"), out var status)
            ? SandboxReply.Ok(new JsonObject { ["requestStatusPerDestination"] = new JsonArray(status.DeepClone()) })
            : GoogleFault.Invalid("request_id", "INVALID_REQUEST_ID");
    }

    private SandboxReply List(DoubleRequest request)
    {
        var size = int.TryParse(request.Query("pageSize"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 1000) : 50;
        var start = int.TryParse(request.Query("pageToken"), NumberStyles.None, CultureInfo.InvariantCulture, out var token) ? token : 0;
        var all = audiences.List(Owner(request));
        var page = new JsonObject { ["userLists"] = new JsonArray([.. all.Skip(start).Take(size).Select(l => (JsonNode)View(l, request))]) };
        if (start + size < all.Count)
        {
            page["nextPageToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        }

        return SandboxReply.Ok(page);
    }

    private SandboxReply Create(DoubleRequest request)
    {
        var json = request.Json;
        if (!json.Has(["displayName", "ingestedUserListInfo"], "description", "membershipDuration")
            || json.Text("displayName") is not { Length: > 0 } name
            || !rules.IsInfo(json.Field("ingestedUserListInfo"))
            || (json.TryGetProperty("membershipDuration", out _) && !GoogleListRules.IsWholeDays(json.Text("membershipDuration"))))
        {
            return GoogleFault.Invalid("user_list", "INVALID_ARGUMENT");
        }

        if (audiences.List(Owner(request)).Any(l => l.Name == name))
        {
            return GoogleFault.Invalid("user_list.display_name", "INVALID_ARGUMENT");
        }

        return request.Query("validateOnly") == "true" ? SandboxReply.Ok(new JsonObject())
            : audiences.Find(audiences.Create(Owner(request), name, json.Text("description"))) is { } made ? SandboxReply.Ok(View(made, request))
            : GoogleFault.Of(500, "INTERNAL", "INTERNAL_ERROR");
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        if (Own(request) is not { } list)
        {
            return GoogleFault.Of(404, "NOT_FOUND", "NOT_FOUND");
        }

        if (request.Query("updateMask") != "displayName,description" || !request.Json.Has(["displayName", "description"]) || request.Json.Text("displayName") is not { Length: > 0 } name
            || audiences.List(Owner(request)).Any(l => l.Name == name && l.Id != list.Id))
        {
            return GoogleFault.Invalid("user_list.display_name", "INVALID_ARGUMENT");
        }

        audiences.Rename(list.Id, name, request.Json.Text("description"));
        return audiences.Find(list.Id) is { } renamed ? SandboxReply.Ok(View(renamed, request)) : GoogleFault.Of(404, "NOT_FOUND", "NOT_FOUND");
    }

    private SandboxReply Delete(DoubleRequest request)
    {
        if (Own(request) is not { } list)
        {
            return GoogleFault.Of(404, "NOT_FOUND", "NOT_FOUND");
        }

        audiences.Delete(list.Id);
        return SandboxReply.Ok(new JsonObject());
    }

    private static string Owner(DoubleRequest request) => $"{request.Route("type")}.{request.Route("account")}";

    private SandboxAudience? Own(DoubleRequest request) => audiences.Find(request.Route("list")) is { } list && list.AdAccount == Owner(request) ? list : null;

    private SandboxAudience? Find(JsonElement account, string id) =>
        audiences.Find(id) is { } list && list.AdAccount == $"{account.Text("accountType")}.{account.Text("accountId")}" ? list : null;

    private JsonObject View(SandboxAudience list, DoubleRequest request) => new()
    {
        ["name"] = $"accountTypes/{request.Route("type")}/accounts/{request.Route("account")}/userLists/{list.Id}",
        ["id"] = list.Id,
        ["displayName"] = list.Name,
        ["description"] = list.Description,
        ["membershipStatus"] = "OPEN",
        ["sizeInfo"] = new JsonObject
        {
            ["displayNetworkMembersCount"] = list.People.ToString(CultureInfo.InvariantCulture),
            ["searchNetworkMembersCount"] = list.People.ToString(CultureInfo.InvariantCulture),
        },
        ["ingestedUserListInfo"] = new JsonObject { ["uploadKeyTypes"] = new JsonArray(rules.KeyType) },
    };
}
