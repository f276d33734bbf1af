using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>The Trade Desk's first-party data: items with a token, or a signature over the body.</summary>
/// <remarks>https://partner.thetradedesk.com/v3/portal/data/doc/post-data-advertiser-external</remarks>
internal sealed class TheTradeDeskDouble(DoubleAudiences audiences) : PlatformDouble
{
    public const string SecretKey = "sandbox-advertiser-secret";
    public const string Token = "sandbox-token";

    private const int MaxBytes = 2_500_000;
    private const int MaxMinutes = 180 * 24 * 60;

    public override string Name => "thetradedesk";

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("POST", "/data/advertiser", Describe, Change);
        routes.Map("POST", "/v3/identity/map", "session", Uid2Operator.Map);
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var items = request.Json.Items("Items");
        var segments = items.SelectMany(i => i.Items("Data")).ToList();
        return new DoubleCall(items.Count == 0 ? "check" : segments.Any(s => Minutes(s) == 0) ? "remove" : "add", segments.Select(s => s.Value("Name")).FirstOrDefault(), items.Count);
    }

    private SandboxReply Change(DoubleRequest request)
    {
#pragma warning disable CA5350 // The platform's method.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(SecretKey), request.Body));
#pragma warning restore CA5350
        if (request.Header("TtdSignature") != signature && request.Header("TTD-Auth") != Token)
        {
            return new SandboxReply(401, new JsonObject { ["ErrorCode"] = "AuthenticationFailed", ["Message"] = "The provided credentials could not be authenticated" });
        }

        var items = request.Json.Items("Items");
        if (request.Http.ContentType != "application/json" || request.Body.Length > MaxBytes || !request.Json.Has(["AdvertiserId", "Items"]) || request.Json.Value("AdvertiserId").Length == 0
            || items.Count == 0 || !items.All(i => (i.Has(["DAID", "Data"]) || i.Has(["UID2", "Data"])) && i.Items("Data") is { Count: > 0 } data && data.All(IsSegment)))
        {
            return new SandboxReply(400, new JsonObject { ["Message"] = "AdvertiserId and Items with an id and Data are required" });
        }

        var failed = new JsonArray();
        for (var i = 0; i < items.Count; i++)
        {
            var type = items[i].Text("DAID") is null ? "UID2" : "DAID";
            var id = items[i].Value(type);
            IReadOnlyList<string> keys = [$"{type}:{id}"];
            if (!(type == "DAID" ? IsDeviceId(id) : id.Length == 44) || audiences.Refuses(keys) || audiences.RefusesCall(keys))
            {
                failed.Add((JsonNode)new JsonObject { ["ErrorCode"] = "MissingUserId", ["Message"] = $"Invalid {type}, item #{i + 1}" });
                continue;
            }

            foreach (var segment in items[i].Items("Data"))
            {
                Apply(audiences.Named(segment.Value("Name")), Minutes(segment) > 0, keys);
            }
        }

        return SandboxReply.Ok(failed.Count == 0 ? [] : new JsonObject { ["FailedLines"] = failed });
    }

    private void Apply(string audience, bool isAdd, IReadOnlyList<string> keys)
    {
        if (isAdd)
        {
            audiences.Add(audience, [keys]);
        }
        else
        {
            audiences.Remove(audience, [keys]);
        }
    }

    private static bool IsSegment(JsonElement segment) => segment.Has(["Name", "TTLInMinutes"]) && segment.Value("Name").Length > 0 && Minutes(segment) is >= 0 and <= MaxMinutes;

    private static int? Minutes(JsonElement segment) =>
        segment.ValueKind == JsonValueKind.Object && segment.TryGetProperty("TTLInMinutes", out var minutes) && minutes.ValueKind == JsonValueKind.Number && minutes.TryGetInt32(out var value) ? value : null;

    private static bool IsDeviceId(string text) => Guid.TryParseExact(text, "D", out _) && !text.Any(char.IsAsciiLetterUpper);
}
