using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Demonstration;

/// <summary>The host's own API, called as any client would.</summary>
internal sealed class LocalApi(HttpClient http)
{
    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync(response, path, cancellationToken);
    }

    public async Task<JsonObject> PutAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(path, body, cancellationToken);
        return await ReadAsync(response, path, cancellationToken);
    }

    public async Task<JsonObject> PostAsync(string path, HttpContent body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        return await ReadAsync(response, path, cancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken) ?? [];
        return response.IsSuccessStatusCode
            ? body
            : throw new DemoException($"{path}: {(int)response.StatusCode} {body["code"]}: {body["detail"]}");
    }
}
