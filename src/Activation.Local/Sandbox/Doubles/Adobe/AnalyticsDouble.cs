using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>Bulk data insertion into the report suite `sandboxrs`, for the client id of the sandbox; hashed emails are a seed of visitor ids as `email`.</summary>
/// <remarks>https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/file-format</remarks>
internal sealed partial class AnalyticsDouble(NamedAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MostBytes = 100 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, int> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> latest = new(StringComparer.Ordinal);

    public override string Name => "analytics";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/ims/token/v3", options);
        routes.Map("POST", "/aa/collect/v1/events", Describe, Upload);
        routes.Map("GET", "/aa/collect/v1/events/key/{key}", request => new DoubleCall(request.Route("key") == "check" ? "check" : "get"), Find);
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var hits = AnalyticsUpload.Of(request)?.Hits ?? [];
        return hits.Count > 0 && Membership().Match(hits[0].GetValueOrDefault("evar5", "")) is { Success: true } match
            ? new DoubleCall(match.Groups["change"].Value == "entered" ? "add" : "remove", match.Groups["audience"].Value, hits.Count)
            : new DoubleCall("unknown");
    }

    private SandboxReply Upload(DoubleRequest request)
    {
        if (Denied(request) is { } denied)
        {
            return denied;
        }

        var group = request.Header("x-adobe-vgid");
        if (group.Length == 0)
        {
            return Error(400, "Missing x-adobe-vgid");
        }

        if (request.Body.Length > MostBytes)
        {
            return Error(413, "Payload too large");
        }

        if (AnalyticsUpload.Of(request) is not { } upload)
        {
            return Error(400, "No file");
        }

        if (!upload.IsCompressed || !upload.Columns.Contains("timestamp", StringComparer.Ordinal) || !upload.Columns.Any(c => c is "marketingcloudvisitorid" or "customerid.email.id"))
        {
            return Error(400, "No hits were found in the file.", rejected: true);
        }

        var valid = upload.Hits.Count(h => Take(h, group));
        var key = request.Header("x-adobe-idempotency-key");
        files[key.Length > 0 ? key : Guid.NewGuid().ToString("D")] = upload.Hits.Count;
        return SandboxReply.Ok(new JsonObject
        {
            ["file_id"] = "5c04f400-fca5-420c-9c36-b94aaec55e69", ["visitor_group_id"] = group, ["rows"] = upload.Hits.Count, ["invalid_rows"] = upload.Hits.Count - valid,
            ["status_code"] = valid == 0 ? "REJECTED" : "UPLOADED", ["idempotency_key"] = key,
        });
    }

    private SandboxReply Find(DoubleRequest request) =>
        Denied(request) ?? (files.TryGetValue(request.Route("key"), out var rows)
            ? SandboxReply.Ok(new JsonObject { ["file_id"] = "22eea6b6-eecf-4d13-b70f-abbb8a81efa2", ["rows"] = rows, ["idempotency_key"] = request.Route("key") })
            : Error(404, "File not found"));

    /// <summary>False of a row that lacks something, or is earlier than what its visitor did before.</summary>
    private bool Take(Dictionary<string, string> hit, string group)
    {
        var visitor = hit.GetValueOrDefault("customerid.email.ismcseed") == "1" ? $"EMAIL:{hit.GetValueOrDefault("customerid.email.id")}" : $"ECID:{hit.GetValueOrDefault("marketingcloudvisitorid")}";
        var isWhole = Visitor().IsMatch(visitor) && hit.GetValueOrDefault("reportsuiteid") == "sandboxrs" && hit.GetValueOrDefault("useragent", "").Length > 0
            && hit.GetValueOrDefault("linktype") == "o" && hit.GetValueOrDefault("linkname", "").Length > 0;
        if (!isWhole || !long.TryParse(hit.GetValueOrDefault("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || latest.GetValueOrDefault($"{group} {visitor}") > time || Membership().Match(hit.GetValueOrDefault("evar5", "")) is not { Success: true } membership || audiences.Refuses([visitor]))
        {
            return false;
        }

        latest[$"{group} {visitor}"] = time;
        if (membership.Groups["change"].Value == "entered")
        {
            audiences.Add(membership.Groups["audience"].Value, [[visitor]]);
        }
        else
        {
            audiences.Remove(membership.Groups["audience"].Value, [[visitor]]);
        }

        return true;
    }

    private SandboxReply? Denied(DoubleRequest request) =>
        request.Bearer != options.AccessToken || request.Header("x-api-key") != TokenEndpoint.ClientId ? Error(401, "Invalid token (1)") : null;

    private static SandboxReply Error(int status, string error, bool rejected = false)
    {
        var body = new JsonObject { ["error"] = error };
        if (rejected)
        {
            body["status_code"] = "REJECTED";
        }

        return new SandboxReply(status, body);
    }

    [GeneratedRegex("^(?<audience>[a-z0-9][a-z0-9_-]{0,63}):(?<change>entered|exited)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Membership();

    [GeneratedRegex("^(ECID:[0-9]{38}|EMAIL:[0-9a-f]{64})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Visitor();
}
