using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>A call as a stand-in sees it. Not a record: it holds values.</summary>
internal sealed class DoubleRequest(HttpRequest request, byte[] body, JsonElement json)
{
    public HttpRequest Http => request;

    public byte[] Body => body;

    /// <summary>Undefined if the body is none or is no JSON.</summary>
    public JsonElement Json => json;

    public string Route(string name) => (string?)request.RouteValues[name] ?? "";

    public string Query(string name) => request.Query[name].ToString();

    public string Header(string name) => request.Headers[name].ToString();

    /// <summary>The bearer token; empty if there is none.</summary>
    public string Bearer => AuthenticationHeaderValue.TryParse(Header("Authorization"), out var header) && header.Scheme == "Bearer" ? header.Parameter ?? "" : "";

    public static async Task<DoubleRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        return new DoubleRequest(context.Request, bytes, Parse(bytes));
    }

    private static JsonElement Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? default : JsonElement.Parse(bytes);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
