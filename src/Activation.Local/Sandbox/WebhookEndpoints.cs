using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Local.Sandbox;

/// <summary>A receiver of webhooks: checks the signature, then keeps the members.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhook(this IEndpointRouteBuilder routes, CallPipeline pipeline, SandboxState state, SandboxPlatform platform, SandboxOptions options)
    {
        var answers = new ConcurrentDictionary<string, SandboxReply>(StringComparer.Ordinal);
        routes.MapPost("/sandbox/webhook/{name}", async (string name, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var delivery = Read(body.ToArray());
            var call = new SandboxCall(0, context.Request.Method, context.Request.Path, delivery?.Operation ?? "unknown", name, delivery?.Members?.Count ?? 0);
            await pipeline.RunAsync(context, call, CallManners.Plain, () =>
            {
                var key = options.HonourIdempotencyKeys && call.Operation != "check" ? context.Request.Headers["Idempotency-Key"].ToString() : "";
                if (key.Length > 0 && answers.TryGetValue($"{name}/{key}", out var answered))
                {
                    return answered;
                }

                var reply = Handle(name, delivery, IsSigned(context.Request, body.ToArray(), options.WebhookSecret), state, platform);
                if (key.Length > 0 && reply.Status == 200)
                {
                    answers[$"{name}/{key}"] = reply;
                }

                return reply;
            });
        });
        routes.MapGet("/sandbox/webhook/{name}/members", (string name) =>
        {
            var members = platform.WebhookMembers(name);
            return Results.Json(new
            {
                count = members.Count,
                items = members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new { id = m.Key, identifiers = m.Value }),
            });
        });
    }

    private static SandboxReply Handle(string name, WebhookDelivery? delivery, bool signed, SandboxState state, SandboxPlatform platform)
    {
        if (!signed)
        {
            return new SandboxReply(401, new JsonObject { ["error"] = "signature" });
        }

        if (delivery is { Operation: "check" })
        {
            return GraphReply.Ok(new JsonObject());
        }

        if (delivery is not { Operation: "add" or "remove", BatchId: { Length: > 0 }, Audience: not null, Members: { Count: > 0 and <= 1000 } members } || members.Any(m => m.Id is not { Length: > 0 }))
        {
            return new SandboxReply(400, new JsonObject { ["error"] = "body" });
        }

        if (platform.RefusesCallFor is { } refuses && members.Any(m => refuses(KeysOf(m))))
        {
            return new SandboxReply(400, new JsonObject { ["error"] = "member" });
        }

        lock (state.Gate)
        {
            state.Commit(new SandboxEvent
            {
                Kind = delivery.Operation == "add" ? SandboxEventKind.WebhookAdd : SandboxEventKind.WebhookRemove,
                Target = name,
                Members = members.DistinctBy(m => m.Id).ToDictionary(m => m.Id ?? "", WhatIsKnown, StringComparer.Ordinal),
            });
        }

        return GraphReply.Ok(new JsonObject { ["rejected"] = new JsonArray() });
    }

    /// <summary>The identifiers, beside them `value` and `trait:{name}` where they were sent.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> WhatIsKnown(WebhookMember member)
    {
        var known = new Dictionary<string, IReadOnlyList<string>>(member.Identifiers ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), StringComparer.Ordinal);
        if (member.Value is { } value)
        {
            known["value"] = [value.ToString("R", CultureInfo.InvariantCulture)];
        }

        foreach (var (name, trait) in member.Traits ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            known[$"trait:{name}"] = [trait.ToString()];
        }

        return known;
    }

    private static List<string> KeysOf(WebhookMember member) =>
        [$"id:{member.Id}", .. (member.Identifiers ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)).SelectMany(i => i.Value.Select(v => $"{i.Key}:{v}"))];

    private static bool IsSigned(HttpRequest request, byte[] body, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{request.Headers["X-Timestamp"]}."), .. body];
        var expected = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(request.Headers["X-Signature"].ToString()));
    }

    private static WebhookDelivery? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<WebhookDelivery>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Classes, not records: they hold values.
    private sealed class WebhookDelivery
    {
        public string? BatchId { get; set; }

        public string? Operation { get; set; }

        public JsonObject? Audience { get; set; }

        public IReadOnlyList<WebhookMember>? Members { get; set; }
    }

    private sealed class WebhookMember
    {
        public string? Id { get; set; }

        public IReadOnlyDictionary<string, IReadOnlyList<string>>? Identifiers { get; set; }

        public double? Value { get; set; }

        public IReadOnlyDictionary<string, JsonElement>? Traits { get; set; }
    }
}
