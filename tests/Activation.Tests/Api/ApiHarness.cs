using System.Text;
using System.Text.Json.Nodes;
using Activation.Api;
using Activation.Functions;
using Activation.Storage;
using Activation.Tests.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.Tests.Api;

/// <summary>The API's pipeline as the function runs it, without a server. Storage has nothing in it but the audit log.</summary>
internal sealed class ApiHarness : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiPipeline pipeline;
    private bool oversized;

    public ApiHarness(params (string Key, string Value)[] settings)
        : this(null, settings)
    {
    }

    /// <param name="storage">Answers for Table and Blob storage, but for the audit log.</param>
    public ApiHarness(HttpMessageHandler? storage, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = AuditTable.NoStorage,
            ["Activation:DeploymentKey"] = Convert.ToBase64String(new byte[32]),
            ["Activation:Secrets:File"] = Path.Combine(Path.GetTempPath(), "activation-tests-no-secrets.json"),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddActivation(builder.Configuration).AddActivationApi(builder.Configuration);
        builder.Services.AddSingleton<IMessageQueue>(new DeadQueue());
        Audit = new AuditTable(storage ?? new NothingStored());
        builder.Services.AddSingleton(Audit.Storage());
        app = builder.Build();
        pipeline = new ApiPipeline(app.Services);
    }

    public IServiceProvider Services => app.Services;

    public AuditTable Audit { get; }

    public async Task<(int Status, string? ContentType, string Body)> SendAsync(string method, string path, string? body = null, string? key = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var parts = path.Split('?', 2);
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = parts[0];
        context.Request.QueryString = parts.Length > 1 ? new QueryString($"?{parts[1]}") : default;
        context.Response.Body = answer;
        if (key is not null)
        {
            context.Request.Headers["X-Api-Key"] = key;
        }

        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Request.Body = new MemoryStream(bytes);
            context.Request.ContentLength = oversized ? 200L * 1024 * 1024 : bytes.Length;
            context.Request.ContentType = "application/json";
        }

        await pipeline.InvokeAsync(context);
        return (context.Response.StatusCode, context.Response.ContentType, Encoding.UTF8.GetString(answer.ToArray()));
    }

    public async Task<(int Status, JsonObject Body)> SendJsonAsync(string method, string path, string? body = null, string? key = null)
    {
        var (status, _, text) = await SendAsync(method, path, body, key);
        return (status, JsonNode.Parse(text)?.AsObject() ?? []);
    }

    /// <summary>A request that announces a body larger than the API takes.</summary>
    public async Task<(int Status, JsonObject Body)> SendOversizedAsync(string path)
    {
        oversized = true;
        return await SendJsonAsync("POST", path, "a,b");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class DeadQueue : IMessageQueue
    {
        public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken) => throw new HttpRequestException("down");

        public Task PingAsync(CancellationToken cancellationToken) => throw new HttpRequestException("down");
    }
}
