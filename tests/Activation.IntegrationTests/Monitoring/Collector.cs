using System.Text;
using Activation.IntegrationTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>A receiver of OpenTelemetry data over HTTP, which keeps the bodies: Protocol Buffers, in which text stands as it is.</summary>
internal sealed class Collector : LoopbackServer
{
    private readonly Lock gate = new();
    private readonly List<(string Signal, byte[] Body)> received = [];

    private Collector() => App.MapPost("/v1/{signal}", ReceiveAsync);

    public Uri Address => BaseAddress;

    /// <summary>The environment of a host that sends everything here, at once.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
    };

    public static Task<Collector> StartAsync() => ListenAsync(new Collector());

    public IReadOnlyList<byte[]> Bodies(string signal)
    {
        lock (gate)
        {
            return [.. received.Where(r => r.Signal == signal).Select(r => r.Body)];
        }
    }

    public bool HasText(string signal, string text) => Bodies(signal).Any(b => b.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>The names of the spans that have come in a trace. A span begins with its trace's id (field 1), and its name is field 5.</summary>
    public IReadOnlySet<string> SpansOf(string traceId)
    {
        byte[] start = [0x0A, 16, .. Convert.FromHexString(traceId), 0x12, 8];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in Bodies("traces"))
        {
            for (var at = body.AsSpan().IndexOf(start); at >= 0;)
            {
                names.Add(Name(body.AsSpan(at + start.Length + 8)));
                var next = body.AsSpan(at + start.Length).IndexOf(start);
                at = next < 0 ? -1 : at + start.Length + next;
            }
        }

        return names;
    }

    /// <summary>Of a span, from what follows its ids on; empty for a link, which begins like one.</summary>
    private static string Name(ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 2)
        {
            if (rest[0] == 0x85 && rest[1] == 1 && rest.Length > 6)
            {
                // The flags (field 16), a fixed32.
                rest = rest[6..];
                continue;
            }

            var (field, wire, length) = (rest[0] >> 3, rest[0] & 7, rest[1]);
            if (wire != 2 || 2 + length > rest.Length)
            {
                return "";
            }

            if (field == 5)
            {
                return Encoding.UTF8.GetString(rest.Slice(2, length));
            }

            rest = rest[(2 + length)..];
        }

        return "";
    }

    private async Task<IResult> ReceiveAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        lock (gate)
        {
            received.Add((signal, body.ToArray()));
        }

        return Results.Ok();
    }
}
