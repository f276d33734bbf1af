using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations;

namespace Activation.Tests.Sandbox;

/// <summary>Raw calls to the sandbox.</summary>
internal sealed class SandboxClient(SandboxServer sandbox, TestHttp http)
{
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body = null, string? token = "sandbox-token")
    {
        using var request = new HttpRequestMessage(method, new Uri(sandbox.BaseUrl, path));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var reply = await http.Client.SendAsync(request, CancellationToken.None);
        reply.Failure.ShouldBeNull();
        return (reply.Status, reply.Body.Length == 0 ? default : JsonDocument.Parse(reply.Body).RootElement);
    }

    public async Task<string> CreateAsync(string name = "Gold", string account = "42")
    {
        var (_, body) = await SendAsync(
            HttpMethod.Post, $"v25.0/act_{account}/customaudiences", $$"""{"name":"{{name}}","subtype":"CUSTOM","description":"d","customer_file_source":"USER_PROVIDED_ONLY"}""");
        return body.GetProperty("id").GetString().ShouldNotBeNull();
    }

    /// <param name="edge">`users`, or `usersreplace`.</param>
    public Task<(int Status, JsonElement Body)> UsersAsync(HttpMethod method, string audience, string schema, string data, string? session = null, string edge = "users") =>
        SendAsync(method, $"v25.0/{audience}/{edge}", $$"""{ {{(session is null ? "" : $"\"session\":{session},")}} "payload":{"schema":{{schema}},"data":{{data}}} }""");

    public static (int Code, int Subcode) ErrorOf(JsonElement body)
    {
        var error = body.GetProperty("error");
        return (error.GetProperty("code").GetInt32(), error.TryGetProperty("error_subcode", out var subcode) ? subcode.GetInt32() : 0);
    }
}
