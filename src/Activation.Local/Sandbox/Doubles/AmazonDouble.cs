using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Amazon Ads' advertiser audiences.</summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal sealed class AmazonDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string MediaType = "application/vnd.amcaudiences.v1+json";
    private const int MaxRecords = 6_000;
    private const int MaxHashed = 100;

    private static readonly string[] Consenting = ["BE", "DE", "ES", "FR", "GB", "IT", "NL", "PL", "SE"];

    private static readonly string[] Hashed = ["email", "phone", "firstname", "lastname", "city", "state", "postal", "address"];

    public override string Name => "amazon";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/auth/o2/token", options);
        routes.Map("GET", "/v2/profiles", "check", r => Authorized(r, _ => SandboxReply.Ok(new JsonArray())));
        routes.Map("POST", "/amc/audiences/metadata", "create", r => Authorized(r, Create));
        routes.Map("GET", "/amc/audiences/metadata/{id}", "get", r => Authorized(r, q => audiences.Find(q.Route("id")) is { } audience ? SandboxReply.Ok(Describe(audience)) : NotFound));
        routes.Map("POST", "/amc/audiences/records", DescribeRecords, r => Authorized(r, Change));
        routes.Map("GET", "/amc/audiences/records/{job}", "session", r => Authorized(r, q => Guid.TryParseExact(q.Route("job"), "D", out _) ? Job(q.Route("job")) : NotFound));
    }

    private static SandboxReply NotFound => new(404, new JsonObject { ["message"] = "Not found" });

    private static SandboxReply Invalid(string message) => new(400, new JsonObject { ["message"] = message });

    private static SandboxReply Job(string id) => SandboxReply.Ok(new JsonObject
    {
        ["jobRequestId"] = id,
        ["jobState"] = "SUCCEEDED",
        ["audienceSize"] = new JsonObject { ["receivedRecordSize"] = 2, ["idResolutionCount"] = 1 },
        ["invalidRecords"] = new JsonArray(),
    });

    private SandboxReply Authorized(DoubleRequest request, Func<DoubleRequest, SandboxReply> handle) =>
        request.Bearer != options.AccessToken || request.Header("Amazon-Advertising-API-ClientId") != TokenEndpoint.ClientId ? new SandboxReply(401, new JsonObject { ["message"] = "Unauthorized" })
        : request.Body.Length > 0 && (request.Http.ContentType != MediaType || request.Json.ValueKind != JsonValueKind.Object) ? new SandboxReply(415, new JsonObject { ["message"] = $"Content-Type is {MediaType}" })
        : handle(request);

    private static JsonObject Describe(SandboxAudience audience) => new()
    {
        ["audienceId"] = long.Parse(audience.Id, CultureInfo.InvariantCulture),
        ["name"] = audience.Name,
        ["description"] = audience.Description,
        ["metadata"] = new JsonObject { ["externalAudienceId"] = "external", ["audienceSize"] = new JsonObject { ["dspAudienceSize"] = audience.People } },
    };

    private SandboxReply Create(DoubleRequest request)
    {
        var body = request.Json;
        if (!body.Has(["name", "description", "targetResource", "metadata"], "countryCode"))
        {
            return Invalid("name, description, targetResource and metadata are required");
        }

        var target = body.GetProperty("targetResource");
        var advertiser = target.Has(["advertiserId"]) && target.Field("advertiserId") is { ValueKind: JsonValueKind.Number } given && given.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : target.Value("connectionId");
        if (body.Value("name") is not { Length: >= 10 and <= 128 } name || !IsPlain(name) || body.Value("description").Length > 1_000 || advertiser.Length == 0
            || !body.GetProperty("metadata").Has(["externalAudienceId"], "ttl", "audienceFees"))
        {
            return Invalid("name is 10 to 128 letters and digits; targetResource an advertiser or a connection");
        }

        var id = audiences.Create(advertiser, name, body.Value("description"));
        return new SandboxReply(201, new JsonObject { ["audienceId"] = long.Parse(id, CultureInfo.InvariantCulture), ["externalAudienceId"] = body.GetProperty("metadata").Value("externalAudienceId") });
    }

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_');

    private static string? AudienceOf(JsonElement body) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("audienceId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetRawText() : null;

    private static DoubleCall DescribeRecords(DoubleRequest request)
    {
        var records = request.Json.Items("records");
        return new DoubleCall(records.Any(r => r.Value("action") == "DELETE") ? "remove" : "add", AudienceOf(request.Json), records.Count);
    }

    private SandboxReply Change(DoubleRequest request)
    {
        var records = request.Json.Items("records");
        if (!request.Json.Has(["audienceId", "records"], "targetResource") || records.Count is 0 or > MaxRecords || !records.All(IsRecord))
        {
            return Invalid("audienceId and 1 to 6000 records of hashed values are required");
        }

        if (AudienceOf(request.Json) is not { } id || audiences.Find(id) is null)
        {
            return Invalid("The audience does not exist");
        }

        var rows = records.Select(r => (IsAdd: r.Value("action") == "CREATE", Keys: (IReadOnlyList<string>)[$"USER:{r.Value("externalUserId")}"])).ToList();
        if (rows.Any(r => audiences.Refuses(r.Keys) || audiences.RefusesCall(r.Keys)))
        {
            return Invalid("A record is not valid");
        }

        audiences.Add(id, [.. rows.Where(r => r.IsAdd).Select(r => r.Keys)]);
        audiences.Remove(id, [.. rows.Where(r => !r.IsAdd).Select(r => r.Keys)]);
        return new SandboxReply(202, new JsonObject { ["jobRequestId"] = Guid.NewGuid().ToString("D") });
    }

    private static bool IsRecord(JsonElement record) =>
        record.Has(["externalUserId", "action", "hashedPII"], "countryCode", "userConsent", "measurements")
        && record.Value("externalUserId") is { Length: > 0 and <= 128 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && record.Value("action") is "CREATE" or "DELETE"
        && record.Items("hashedPII") is { Count: > 0 and <= MaxHashed } hashed
        && hashed.All(h => h.Has([], Hashed) && h.EnumerateObject().Any() && h.EnumerateObject().All(p => JsonFields.IsSha256(h.Value(p.Name))))
        && HasConsent(record);

    /// <summary>Records of people in the European Economic Area and the United Kingdom say that these have consented.</summary>
    private static bool HasConsent(JsonElement record)
    {
        if (record.Value("action") == "DELETE" || !Consenting.Contains(record.Value("countryCode")))
        {
            return true;
        }

        return record.TryGetProperty("userConsent", out var consent) && consent.Has(["geo", "consent"])
            && consent.GetProperty("consent").Has([], "amzn", "tcf", "gpp")
            && consent.GetProperty("consent").TryGetProperty("amzn", out var amazon) && amazon.Value("amznAdStorage") == "GRANTED" && amazon.Value("amznUserData") == "GRANTED";
    }
}
