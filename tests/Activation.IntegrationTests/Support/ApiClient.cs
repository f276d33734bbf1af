using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Activation.IntegrationTests.Support;

/// <summary>The HTTP API as a script would use it: JSON in, JSON out.</summary>
public sealed class ApiClient(HttpClient http) : IDisposable
{
    private static readonly TimeSpan WorkLimit = TimeSpan.FromSeconds(90);
    private static readonly string[] OpenImportStates = ["queued", "running"];
    private static readonly string[] OpenRunStates = ["planned", "evaluating", "delivering"];

    public HttpClient Http => http;

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            // A connection that is closed while it is made ends in the socket's own exception.
            return false;
        }
    }

    public Task<JsonElement> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    public Task<JsonElement> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonElement> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>The status and the parsed body, whatever they are.</summary>
    public async Task<(HttpStatusCode Status, string Body)> TryAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Posts a file and waits until its import has ended, in whatever state.</summary>
    public async Task<JsonElement> ImportAsync(string source, string name, ReadOnlyMemory<byte> content)
    {
        var id = await UploadAsync(source, name, content);
        return await ImportEndAsync(id);
    }

    public Task<JsonElement> ImportAsync(string source, string name, string csv) => ImportAsync(source, name, Encoding.UTF8.GetBytes(csv));

    public async Task<string> UploadAsync(string source, string name, ReadOnlyMemory<byte> content) =>
        (await SendAsync(HttpMethod.Post, $"/api/imports?source={source}&name={name}", new ReadOnlyMemoryContent(content))).Text("importId");

    public Task<JsonElement> ImportEndAsync(string importId) =>
        EndAsync($"import {importId} to end", $"/api/imports/{importId}", OpenImportStates);

    /// <summary>Asks for a run and waits until it has ended, in whatever state.</summary>
    public async Task<JsonElement> RunAsync(string sync, string mode = "delta") => await RunEndAsync(await RequestRunAsync(sync, mode));

    public async Task<string> RequestRunAsync(string sync, string mode = "delta") =>
        (await PostAsync($"/api/syncs/{sync}/runs", new { mode })).Text("runId");

    public Task<JsonElement> RunEndAsync(string runId) => EndAsync($"run {runId} to end", $"/api/runs/{runId}", OpenRunStates);

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> EndAsync(string what, string path, string[] openStates)
    {
        var last = "none seen";
        try
        {
            var ended = await Polling.UntilAsync(what, WorkLimit, async () =>
            {
                var record = await GetAsync(path);
                last = record.GetRawText();
                return openStates.Contains(record.Text("state"), StringComparer.Ordinal) ? null : new Box(record);
            });
            return ended.Value;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} Last: {last}", e);
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var (status, body) = await TryAsync(method, path, content);
        ((int)status).ShouldBeInRange(200, 299, $"{method} {path}: {body}");
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    private sealed record Box(JsonElement Value);
}
