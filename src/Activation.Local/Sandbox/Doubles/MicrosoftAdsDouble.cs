using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Microsoft Advertising's customer lists.</summary>
/// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/applycustomerlistuserdata?view=bingads-13 and …/addaudiences, …/updateaudiences, …/getaudiencesbyids</remarks>
internal sealed class MicrosoftAdsDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    public const string DeveloperToken = "sandbox-developer-token";

    private const int MaxItems = 1000;
    private const int MaxCustomerId = 100;
    private const int MaxName = 128;

    public override string Name => "microsoft";

    public override CallManners Manners { get; } = CallManners.Plain with
    {
        Failure = static fault => fault switch
        {
            SandboxFault.Throttle => Fault(429, 117, "CallRateExceeded"),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Fault(500, 0, "InternalError"),
        },
    };

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/token", options, rotates: true);
        Map(routes, "POST", "/Audiences/QueryByIds", _ => new DoubleCall("list"), Query);
        Map(routes, "POST", "/Audiences", _ => new DoubleCall("create"), Create);
        Map(routes, "DELETE", "/Audiences", r => new DoubleCall("delete", Deleted(r)), Delete);
        Map(routes, "PUT", "/Audiences", r => new DoubleCall("rename", One(r).Text("Id")), Rename);
        Map(routes, "POST", "/CustomerListUserData/Apply", Describe, Apply);
    }

    private static SandboxReply Fault(int status, int code, string name) => new(status, new JsonObject
    {
        ["Errors"] = new JsonArray(new JsonObject { ["Code"] = code, ["ErrorCode"] = name, ["Message"] = "" }),
        ["TrackingId"] = "sandbox",
        ["Type"] = "AdApiFaultDetail",
    });

    private static JsonObject Error(int index, int code, string name) => new() { ["Code"] = code, ["ErrorCode"] = name, ["Index"] = index, ["Message"] = "", ["Type"] = "BatchError" };

    private static SandboxReply Partial(params JsonObject[] errors) => SandboxReply.Ok(new JsonObject { ["PartialErrors"] = new JsonArray([.. errors]) });

    private static DoubleCall Describe(DoubleRequest request)
    {
        var data = request.Json.Field("CustomerListUserData");
        return new DoubleCall(data.Text("ActionType") == "Remove" ? "remove" : "add", data.Text("AudienceId"), data.Field("CustomerListItems").Items().Count);
    }

    private static JsonElement One(DoubleRequest request) => request.Json.Field("Audiences").Items() is [var one] ? one : default;

    private void Map(DoubleRoutes routes, string method, string pattern, Func<DoubleRequest, DoubleCall> describe, Func<DoubleRequest, SandboxReply> handle) =>
        routes.Map(method, pattern, describe, request =>
            request.Bearer != options.AccessToken || request.Header("DeveloperToken") != DeveloperToken ? Fault(401, 105, "InvalidCredentials")
            : request.Header("CustomerId").Length == 0 || request.Header("CustomerAccountId").Length == 0 ? Fault(400, 116, "RequestMissingHeaders")
            : handle(request));

    private SandboxReply Query(DoubleRequest request) =>
        request.Json.Has(["Type"]) && request.Json.Text("Type") == "CustomerList"
            ? SandboxReply.Ok(new JsonObject { ["Audiences"] = new JsonArray([.. audiences.List(Owner(request)).Select(l => (JsonNode)View(l))]), ["PartialErrors"] = new JsonArray() })
            : Fault(400, 201, "ApiInputValidationError");

    private SandboxReply Create(DoubleRequest request)
    {
        var list = One(request);
        if (!list.Has(["Type", "Name"], "Description", "Scope", "ParentId", "MembershipDuration") || list.Text("Type") != "CustomerList" || !IsDuration(list) || list.Text("Name") is not { Length: > 0 and <= MaxName } name || list.Text("ParentId") != Owner(request))
        {
            return Fault(400, 201, "ApiInputValidationError");
        }

        return SandboxReply.Ok(audiences.List(Owner(request)).Any(l => l.Name == name)
            ? new JsonObject { ["AudienceIds"] = new JsonArray((JsonNode?)null), ["PartialErrors"] = new JsonArray(Error(0, 4841, "DuplicateAudienceName")) }
            : new JsonObject { ["AudienceIds"] = new JsonArray(audiences.Create(Owner(request), name, list.Text("Description"))), ["PartialErrors"] = new JsonArray() });
    }

    /// <remarks>https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list?view=bingads-13</remarks>
    private static bool IsDuration(JsonElement list) =>
        list.Field("MembershipDuration") is var days && (days.ValueKind == JsonValueKind.Undefined || (days.ValueKind == JsonValueKind.Number && days.TryGetInt32(out var number) && number is -1 or (>= 1 and <= 390)));

    private static string? Deleted(DoubleRequest request) => request.Json.Has(["AudienceIds"]) && request.Json.Field("AudienceIds").Items() is [{ ValueKind: JsonValueKind.String } id] ? id.GetString() : null;

    private SandboxReply Delete(DoubleRequest request)
    {
        if (Own(request, Deleted(request)) is not { } list)
        {
            return Partial(Error(0, 210, "EntityNotExistent"));
        }

        audiences.Delete(list.Id);
        return Partial();
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        var list = One(request);
        if (!list.Has(["Type", "Id"], "Name", "Description", "MembershipDuration") || list.Text("Type") != "CustomerList" || list.Text("Name")?.Length > MaxName || !IsDuration(list))
        {
            return Fault(400, 201, "ApiInputValidationError");
        }

        if (Own(request, list.Text("Id")) is not { } found)
        {
            return Partial(Error(0, 210, "EntityNotExistent"));
        }

        audiences.Rename(found.Id, list.Text("Name"), list.Text("Description"));
        return Partial();
    }

    private SandboxReply Apply(DoubleRequest request)
    {
        var data = request.Json.Field("CustomerListUserData");
        var items = data.Field("CustomerListItems").Items();
        if (!request.Json.Has(["CustomerListUserData"])
            || !data.Has(["ActionType", "AudienceId", "CustomerListItems", "CustomerListItemSubType"], "AcceptCustomerMatchTerm")
            || data.Text("ActionType") is not ("Add" or "Remove")
            || data.Text("CustomerListItemSubType") is not ("Email" or "CRM")
            || items.Count is 0 or > MaxItems)
        {
            return Fault(400, 201, "ApiInputValidationError");
        }

        if (data.TryGetProperty("AcceptCustomerMatchTerm", out var terms) && terms.ValueKind != JsonValueKind.True)
        {
            return Partial(Error(0, 8003, "CustomerListTermsAndConditionsNotAccepted"));
        }

        if (Own(request, data.Text("AudienceId")) is not { } list)
        {
            return Partial(Error(0, 210, "EntityNotExistent"));
        }

        var subtype = data.Text("CustomerListItemSubType") ?? "";
        var errors = new List<JsonObject>();
        var rows = new List<IReadOnlyList<string>>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            string[] keys = [$"{subtype}:{items[i]}"];
            if (FaultOf(i, subtype, items[i].ToString()) is { } error)
            {
                errors.Add(error);
            }
            else if (audiences.Refuses(keys))
            {
                errors.Add(Error(i, 201, "ApiInputValidationError"));
            }
            else
            {
                rows.Add(keys);
            }
        }

        if (data.Text("ActionType") == "Add")
        {
            audiences.Add(list.Id, rows);
        }
        else
        {
            audiences.Remove(list.Id, rows);
        }

        return Partial([.. errors]);
    }

    /// <remarks>https://learn.microsoft.com/en-us/advertising/guides/operation-error-codes?view=bingads-13</remarks>
    private static JsonObject? FaultOf(int index, string subtype, string item) =>
        item.Length == 0 ? Error(index, 8006, "EitherEmailOrCRMIDShouldBeProvided")
        : subtype == "Email" && !JsonFields.IsSha256(item) ? Error(index, 8004, "EmailMustBeHashed")
        : subtype == "CRM" && item.Length > MaxCustomerId ? Error(index, 8005, "CRMIdLengthExceedLimitation")
        : null;

    private static string Owner(DoubleRequest request) => request.Header("CustomerAccountId");

    private SandboxAudience? Own(DoubleRequest request, string? id) => id is not null && audiences.Find(id) is { } list && list.AdAccount == Owner(request) ? list : null;

    private static JsonObject View(SandboxAudience list) => new()
    {
        ["Type"] = "CustomerList",
        ["Id"] = list.Id,
        [nameof(SandboxAudience.Name)] = list.Name,
        ["Description"] = list.Description,
        ["Scope"] = "Account",
        ["ParentId"] = list.AdAccount,
        ["MembershipDuration"] = -1,
        ["SearchSize"] = list.People.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
