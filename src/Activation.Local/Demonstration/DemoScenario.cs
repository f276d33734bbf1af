using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Activation.Local.Demo;
using Activation.Local.Sandbox;

namespace Activation.Local.Demonstration;

/// <summary>
/// Loads the demo airline into an empty store, through the API alone. Every step can be repeated, so a demo that was interrupted is taken up.
/// </summary>
internal sealed class DemoScenario(LocalApi api, SandboxServer sandbox, TimeProvider time, Action<string> progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>Null: the store is not empty, so the demo has no place in it.</returns>
    public async Task<DemoResult?> RunAsync(CancellationToken cancellationToken)
    {
        if (!await HasPlaceAsync(cancellationToken))
        {
            return null;
        }

        var file = DemoFiles.First();
        progress($"Demo: importing {file.Name}, {file.Rows:N0} rows of an airline's members");
        await api.PutAsync($"api/sources/{DemoFiles.Source}", DemoDefinitions.Source(), cancellationToken);
        var members = await ImportAsync(DemoFiles.Source, file, "text/csv", cancellationToken);

        var happened = DemoEvents.File();
        progress($"Demo: importing {happened.Name}, {happened.Rows:N0} things that they did on the web site");
        await api.PutAsync($"api/sources/{DemoEvents.Source}", DemoDefinitions.EventSource(), cancellationToken);
        var events = await ImportAsync(DemoEvents.Source, happened, "application/x-ndjson", cancellationToken);

        progress("Demo: defining segments, a destination and syncs");
        await api.PutAsync($"api/destinations/{DemoDefinitions.Destination}", DemoDefinitions.Meta(sandbox.BaseUrl, new SandboxOptions().AccessToken), cancellationToken);
        var runs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, name, rule) in DemoDefinitions.Segments)
        {
            await api.PutAsync($"api/segments/{id}", DemoDefinitions.Segment(name, rule), cancellationToken);
            await api.PutAsync($"api/syncs/{DemoDefinitions.SyncOf(id)}", DemoDefinitions.Sync(id), cancellationToken);
            var run = await api.PostAsync($"api/syncs/{DemoDefinitions.SyncOf(id)}/runs", JsonContent.Create(new JsonObject { ["mode"] = "delta" }), cancellationToken);
            runs[id] = Text(run, "runId");
        }

        progress("Demo: waiting for the audiences");
        var audiences = new List<DemoAudience>();
        foreach (var (id, name, _) in DemoDefinitions.Segments)
        {
            var run = await UntilSettledAsync($"api/runs/{runs[id]}", "planned evaluating delivering", cancellationToken);
            var preview = await api.GetAsync($"api/segments/{id}/preview", cancellationToken);
            audiences.Add(new DemoAudience(name, Number(preview, "count"), Text(run, "state"), await SizeAsync(id, cancellationToken)));
        }

        return new DemoResult([members, events], await ProfilesAsync(cancellationToken), audiences);
    }

    private async Task<bool> HasPlaceAsync(CancellationToken cancellationToken)
    {
        var sources = await IdsAsync("api/sources", cancellationToken);
        var syncs = await IdsAsync("api/syncs", cancellationToken);
        return sources.All(s => s is DemoFiles.Source or DemoEvents.Source) && syncs.Count < DemoDefinitions.Segments.Count && syncs.All(s => DemoDefinitions.Segments.Any(d => DemoDefinitions.SyncOf(d.Id) == s));
    }

    private async Task<DemoImport> ImportAsync(string source, DemoFile file, string contentType, CancellationToken cancellationToken)
    {
        using var body = new ReadOnlyMemoryContent(file.Content);
        body.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        var accepted = await api.PostAsync($"api/imports?source={source}&name={file.Name}", body, cancellationToken);
        var receipt = await UntilSettledAsync($"api/imports/{Text(accepted, "importId")}", "queued running", cancellationToken);
        return Text(receipt, "state") == "completed"
            ? new DemoImport(file.Name, Number(receipt, "rowsRead"), Number(receipt, "accepted"), Number(receipt, "rejected"))
            : throw new DemoException($"The import ended as {Text(receipt, "state")}: {receipt["failure"]?["message"]}");
    }

    private async Task<JsonObject> UntilSettledAsync(string path, string unsettled, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var found = await api.GetAsync(path, cancellationToken);
            if (!unsettled.Contains(Text(found, "state"), StringComparison.Ordinal))
            {
                return found;
            }

            if (time.GetElapsedTime(started) > Patience)
            {
                throw new DemoException($"{path} is still {Text(found, "state")} after {Patience.TotalMinutes:N0} minutes.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        }
    }

    private async Task<long?> SizeAsync(string segment, CancellationToken cancellationToken)
    {
        var sync = await api.GetAsync($"api/syncs/{DemoDefinitions.SyncOf(segment)}", cancellationToken);
        return sync["audienceId"]?.GetValue<string>() is { } id ? sandbox.Platform.Audiences.FirstOrDefault(a => a.Id == id)?.People : null;
    }

    private async Task<long> ProfilesAsync(CancellationToken cancellationToken)
    {
        var everybody = new JsonObject { ["rule"] = JsonNode.Parse("""{"any":[{"has":"email"},{"not":{"has":"email"}}]}""") };
        return Number(await api.PostAsync("api/segments/preview", JsonContent.Create(everybody), cancellationToken), "count");
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string path, CancellationToken cancellationToken) =>
        [.. (await api.GetAsync(path, cancellationToken))["items"]?.AsArray().OfType<JsonObject>().Select(i => Text(i, "id")) ?? []];

    private static string Text(JsonObject document, string name) => document[name]?.GetValue<string>() ?? "";

    private static long Number(JsonObject document, string name) => document[name]?.GetValue<long>() ?? 0;
}
