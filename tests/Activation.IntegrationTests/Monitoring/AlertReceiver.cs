using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>Whoever is told: an HTTP server that checks each post's signature as its documentation says.</summary>
internal sealed class AlertReceiver : LoopbackServer
{
    public const string Secret = "a secret of the receiver";

    private readonly Lock gate = new();
    private readonly List<Post> posts = [];

    private AlertReceiver() => App.MapPost("/alerts", ReceiveAsync);

    /// <summary>The status of the next answers; 200 when there are none left.</summary>
    public Queue<int> Answers { get; } = new();

    public Uri Address => new(BaseAddress, "/alerts");

    /// <summary>All posts, in order, whatever was answered.</summary>
    public IReadOnlyList<Post> Posts
    {
        get
        {
            lock (gate)
            {
                return [.. posts];
            }
        }
    }

    public IReadOnlyList<JsonElement> Taken => [.. Posts.Where(p => p.Status == 200).Select(p => p.Body)];

    public static Task<AlertReceiver> StartAsync() => ListenAsync(new AlertReceiver());

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var bytes = body.ToArray();
        byte[] signed = [.. Encoding.UTF8.GetBytes(request.Headers["X-Timestamp"] + "."), .. bytes];
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        lock (gate)
        {
            var status = request.Headers["X-Signature"] != expected ? 401 : Answers.TryDequeue(out var answer) ? answer : 200;
            posts.Add(new Post(status, request.Headers["Idempotency-Key"].ToString(), JsonSerializer.Deserialize<JsonElement>(bytes)));
            return Results.StatusCode(status);
        }
    }

    internal sealed record Post(int Status, string Key, JsonElement Body);
}
