using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// A receiver of real-time transfers: `POST /users` takes signed requests, `POST /oauth/users` those that also have an access token of `POST /token`.
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers
/// </summary>
internal sealed partial class HttpPushDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MaxUsers = 100;

    public override string Name => "httppush";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/token", options);
        routes.Map("POST", "/users", Describe, request => Handle(request, needsToken: false));
        routes.Map("POST", "/oauth/users", Describe, request => Handle(request, needsToken: true));
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var users = Users(request.Json);
        var first = users.FirstOrDefault();
        var status = first.ValueKind == JsonValueKind.Object && Segment(first) is { ValueKind: JsonValueKind.Object } segment ? Text(segment, "Status") : "";
        return new DoubleCall(status switch { "1" => "add", "0" => "remove", _ => "check" }, status.Length == 0 ? null : Text(Segment(first), "Segment_ID"), users.Count);
    }

    private SandboxReply Handle(DoubleRequest request, bool needsToken)
    {
        if (!IsSigned(request) || (needsToken && request.Bearer != options.AccessToken))
        {
            return new SandboxReply(401, new JsonObject());
        }

        var users = Users(request.Json);
        if (request.Http.ContentType != "application/json" || request.Header("Idempotency-Key").Length == 0 || !Digits().IsMatch(request.Header("X-Sequence"))
            || !HasFields(request.Json, "ProcessTime", "User_DPID", "Client_ID", "AAM_Destination_Id", "User_count", "Users")
            || !IsTime(Text(request.Json, "ProcessTime")) || Text(request.Json, "User_count") != users.Count.ToString(CultureInfo.InvariantCulture) || users.Count > MaxUsers)
        {
            return new SandboxReply(400, new JsonObject());
        }

        var dpid = Text(request.Json, "User_DPID");
        if (users.Any(u => !IsUser(u, dpid)))
        {
            return new SandboxReply(400, new JsonObject());
        }

        var rows = users.Select(u => (Segment: Text(Segment(u), "Segment_ID"), IsAdd: Text(Segment(u), "Status") == "1", Key: $"{dpid}:{Text(u, "AAM_UUID")}{Text(u, "DataPartner_UUID")}")).ToList();
        if (rows.Any(r => audiences.RefusesCall([r.Key]) || audiences.Refuses([r.Key])))
        {
            return new SandboxReply(400, new JsonObject());
        }

        foreach (var change in rows.GroupBy(r => (r.Segment, r.IsAdd)))
        {
            Apply(audiences.Named(change.Key.Segment), change.Key.IsAdd, [.. change.Select(r => new[] { r.Key })]);
        }

        return new SandboxReply(200, new JsonObject());
    }

    private void Apply(string audience, bool isAdd, IReadOnlyList<IReadOnlyList<string>> keys)
    {
        if (isAdd)
        {
            audiences.Add(audience, keys);
        }
        else
        {
            audiences.Remove(audience, keys);
        }
    }

    private bool IsSigned(DoubleRequest request)
    {
        var timestamp = request.Header("X-Timestamp");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. request.Body];
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.WebhookSecret), signed));
        return Digits().IsMatch(timestamp) && request.Header("X-Signature").Split(", ").Contains(expected, StringComparer.Ordinal);
    }

    private static bool IsUser(JsonElement user, string dpid)
    {
        var id = (Adobe: Text(user, "AAM_UUID"), Partner: Text(user, "DataPartner_UUID"));
        var hasId = dpid switch
        {
            "0" => id.Partner.Length == 0 && id.Adobe.Length == 38 && Digits().IsMatch(id.Adobe),
            "20914" => id.Adobe.Length == 0 && Guid.TryParseExact(id.Partner, "D", out _) && !id.Partner.Any(char.IsAsciiLetterUpper),
            "20915" => id.Adobe.Length == 0 && Guid.TryParseExact(id.Partner, "D", out _) && !id.Partner.Any(char.IsAsciiLetterLower),
            _ => id.Adobe.Length == 0 && id.Partner.Length > 0,
        };
        return hasId && HasFields(user, "AAM_UUID", "DataPartner_UUID", "Segments") && HasFields(Segment(user), "Segment_ID", "Status", "DateTime")
            && Text(Segment(user), "Segment_ID").Length > 0 && Text(Segment(user), "Status") is "0" or "1" && IsTime(Text(Segment(user), "DateTime"));
    }

    private static List<JsonElement> Users(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("Users", out var users) && users.ValueKind == JsonValueKind.Array ? [.. users.EnumerateArray()] : [];

    private static JsonElement Segment(JsonElement user) =>
        user.ValueKind == JsonValueKind.Object && user.TryGetProperty("Segments", out var segments) && segments.ValueKind == JsonValueKind.Array && segments.GetArrayLength() == 1 ? segments[0] : default;

    /// <summary>These and no others, in whatever order.</summary>
    private static bool HasFields(JsonElement json, params string[] names) =>
        json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static bool IsTime(string text) =>
        DateTime.TryParseExact(text, "ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[0-9]+\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
