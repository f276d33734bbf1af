using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>
/// A Marketo instance with the lead fields `crmId` and `emailSha256` and the folder 1034. It knows a lead for every value of them, except for those that a
/// test wants refused as `crmId:…`; a lead that is wanted refused as `LEAD:…` is not found when it is put into a list. In a list, a lead that was looked up has the value as a
/// second key beside its number.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership</remarks>
internal sealed class MarketoDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string Account = "sandbox";
    private const string LeadKey = "LEAD:";
    private const int Most = 300;

    private static readonly string[] Fields = ["crmId", "emailSha256"];

    private readonly ConcurrentDictionary<long, string> looked = new();

    public override string Name => "marketo";

    public override CallManners Manners { get; } = new(
        static fault => fault switch
        {
            SandboxFault.Throttle => Error("606"),
            SandboxFault.Html => SandboxReply.Page(502),
            _ => Error("611"),
        },
        static usage => new("X-Sandbox-Usage", usage.Percent.ToString(CultureInfo.InvariantCulture)));

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/identity/oauth/token", options);
        routes.Map("GET", "/rest/v1/leads/describe.json", "check", Authorized(_ => Ok([.. Fields.Select(f => new JsonObject { ["id"] = 2, ["dataType"] = "string", ["rest"] = new JsonObject { ["name"] = f, ["readOnly"] = false } })])));
        routes.Map("POST", "/rest/v1/leads.json", "get", Authorized(FindLeads));
        routes.Map("POST", "/rest/v1/lists/{id}/leads.json", request => Membership("add", request), Authorized(request => Change(request, isAdd: true)));
        routes.Map("DELETE", "/rest/v1/lists/{id}/leads.json", request => Membership("remove", request), Authorized(request => Change(request, isAdd: false)));
        routes.Map("GET", "/rest/v1/lists/{id}/leads.json", "list", Authorized(ListLeads));
        routes.Map("GET", "/rest/asset/v1/staticList/byName.json", "list", Authorized(request => Lists(audiences.List(Account).Where(a => a.Name == request.Query("name")))));
        routes.Map("GET", "/rest/asset/v1/staticList/{id}.json", "get", Authorized(request => Lists(audiences.List(Account).Where(a => a.Id == request.Route("id")))));
        routes.Map("POST", "/rest/asset/v1/staticList/{id}.json", "rename", Authorized(Rename));
        routes.Map("POST", "/rest/asset/v1/staticList/{id}/delete.json", "delete", Authorized(Delete));
        routes.Map("POST", "/rest/asset/v1/staticLists.json", "create", Authorized(Create));
    }

    private Func<DoubleRequest, SandboxReply> Authorized(Func<DoubleRequest, SandboxReply> handle) => request =>
        request.Query("access_token").Length > 0 || request.Bearer != options.AccessToken ? Error("601") : handle(request);

    private SandboxReply FindLeads(DoubleRequest request)
    {
        if (request.Query("_method") != "GET" || request.Http.ContentType != "application/x-www-form-urlencoded")
        {
            return Error("612");
        }

        var form = Form(request);
        var field = form.GetValueOrDefault("filterType").ToString();
        if (!Fields.Contains(field, StringComparer.Ordinal))
        {
            return Error("1006");
        }

        var values = form.GetValueOrDefault("filterValues").ToString().Split(',');
        return values.Length > Most || values.Any(v => v.Length == 0)
            ? Error("1003")
            : Ok([.. values.Where(v => !audiences.Refuses([$"{field}:{v}"])).Select(v => new JsonObject { ["id"] = LeadOf(field, v), [field] = v })]);
    }

    /// <summary>The leads of a list, a page at a time, with the fields that are asked for.</summary>
    private SandboxReply ListLeads(DoubleRequest request)
    {
        var list = request.Route("id");
        if (audiences.Find(list) is null)
        {
            return Error("1013");
        }

        var fields = request.Query("fields").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Except(Fields, StringComparer.Ordinal).Any(f => f != "id"))
        {
            return Error("1006");
        }

        var size = int.TryParse(request.Query("batchSize"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, Most) : Most;
        var after = long.TryParse(request.Query("nextPageToken"), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        var leads = audiences.People(list).Select(keys => (Number: NumberOf(keys), Keys: keys)).Where(l => l.Number > after).OrderBy(l => l.Number).ToList();
        var answer = Ok([.. leads.Take(size).Select(l => Lead(l.Number, l.Keys, fields))]);
        if (leads.Count > size && answer.Body is JsonObject json)
        {
            json["nextPageToken"] = leads[size - 1].Number.ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private static JsonObject Lead(long number, IReadOnlyList<string> keys, string[] fields)
    {
        var lead = new JsonObject { ["id"] = number };
        foreach (var field in fields.Where(f => f != "id"))
        {
            lead[field] = keys.FirstOrDefault(k => k.StartsWith($"{field}:", StringComparison.Ordinal))?[(field.Length + 1)..];
        }

        return lead;
    }

    private SandboxReply Change(DoubleRequest request, bool isAdd)
    {
        var list = request.Route("id");
        var ids = request.Http.Query["id"].Select(i => i ?? "").ToList();
        if (audiences.Find(list) is null)
        {
            return Error("1013");
        }

        if (ids.Count is 0 or > Most || ids.Any(i => !long.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return Error(ids.Count > Most ? "1003" : "1001");
        }

        var taken = ids.Where(i => !audiences.Refuses([$"{LeadKey}{i}"])).ToList();
        List<IReadOnlyList<string>> rows = [.. taken.Select(KeysOf)];
        if (isAdd)
        {
            audiences.Add(list, rows);
        }
        else
        {
            audiences.Remove(list, rows);
        }

        return Ok([.. ids.Select(i => taken.Contains(i)
            ? new JsonObject { ["id"] = long.Parse(i, CultureInfo.InvariantCulture), ["status"] = isAdd ? "added" : "removed" }
            : new JsonObject { ["id"] = long.Parse(i, CultureInfo.InvariantCulture), ["status"] = "skipped", ["reasons"] = new JsonArray(new JsonObject { ["code"] = "1004", ["message"] = "Lead not found" }) })]);
    }

    private SandboxReply Create(DoubleRequest request)
    {
        var form = Form(request);
        var name = form.GetValueOrDefault("name").ToString();
        if (request.Http.ContentType != "application/x-www-form-urlencoded" || name.Length == 0)
        {
            return Error("701");
        }

        if (form.GetValueOrDefault("folder").ToString() != """{"id":1034,"type":"Folder"}""")
        {
            return Error("710");
        }

        return audiences.List(Account).Any(a => a.Name == name)
            ? Error("709")
            : Lists([audiences.Find(audiences.Create(Account, name, form.GetValueOrDefault("description"))) ?? throw new InvalidOperationException("The list was just made.")]);
    }

    private SandboxReply Rename(DoubleRequest request)
    {
        var id = request.Route("id");
        var name = Form(request).GetValueOrDefault("name").ToString();
        if (audiences.Find(id) is null)
        {
            return Error("702");
        }

        if (name.Length == 0 || audiences.List(Account).Any(a => a.Name == name && a.Id != id))
        {
            return Error("709");
        }

        audiences.Rename(id, name, Form(request).TryGetValue("description", out var description) ? description.ToString() : null);
        return Lists(audiences.List(Account).Where(a => a.Id == id));
    }

    private SandboxReply Delete(DoubleRequest request)
    {
        var id = request.Route("id");
        if (audiences.Find(id) is null)
        {
            return Error("702");
        }

        audiences.Delete(id);
        return Ok([new JsonObject { ["id"] = long.Parse(id, CultureInfo.InvariantCulture) }]);
    }

    private static DoubleCall Membership(string operation, DoubleRequest request) => new(operation, request.Route("id"), request.Http.Query["id"].Count);

    private long LeadOf(string field, string value)
    {
        var number = (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{field}:{value}"))) >> 24) + 1;
        looked[number] = $"{field}:{value}";
        return number;
    }

    private string[] KeysOf(string id) =>
        looked.TryGetValue(long.Parse(id, CultureInfo.InvariantCulture), out var value) ? [$"{LeadKey}{id}", value] : [$"{LeadKey}{id}"];

    private static long NumberOf(IReadOnlyList<string> keys) =>
        long.Parse(keys.First(k => k.StartsWith(LeadKey, StringComparison.Ordinal))[LeadKey.Length..], CultureInfo.InvariantCulture);

    private static SandboxReply Lists(IEnumerable<SandboxAudience> lists) =>
        Ok([.. lists.Select(l => new JsonObject { ["id"] = long.Parse(l.Id, CultureInfo.InvariantCulture), ["name"] = l.Name, ["description"] = l.Description })]);

    private static SandboxReply Ok(JsonNode[] result) => SandboxReply.Ok(new JsonObject { ["requestId"] = "e42b#14272d07d78", ["success"] = true, ["result"] = new JsonArray(result) });

    private static SandboxReply Error(string code) => SandboxReply.Ok(new JsonObject
    {
        ["requestId"] = "e42b#14272d07d78", ["success"] = false, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = "As documented" }),
    });

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Form(DoubleRequest request) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
}
