using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// Stands between a host and its storage, passes everything on unchanged (shared-key signatures stay valid, for they cover no port), and
/// lets a test act at an exact request.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly AzuriteAccount account;
    private readonly WebApplication app;
    private readonly HttpMessageInvoker storage = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });
    private readonly AzuriteEndpoints own;
    private readonly ConcurrentQueue<ProxiedRequest> requests = [];
    private volatile StorageTrap? trap;

    private StorageProxy(AzuriteAccount account)
    {
        this.account = account;
        var ports = FreePorts.Take(3);
        own = new AzuriteEndpoints(ports[0], ports[1], ports[2]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var port in ports)
            {
                kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public string ConnectionString => account.ConnectionStringAt(own);

    /// <summary>Every request so far, in order of arrival.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => requests;

    public static async Task<StorageProxy> StartAsync(AzuriteAccount account, CancellationToken cancellationToken)
    {
        var proxy = new StorageProxy(account);
        await proxy.app.StartAsync(cancellationToken);
        return proxy;
    }

    /// <summary>Sets the one trap; a sprung trap stays sprung.</summary>
    public void Set(StorageTrap? newTrap) => trap = newTrap;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        storage.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var (service, port) = context.Connection.LocalPort switch
        {
            var local when local == own.Blob => (StorageService.Blob, account.Endpoints.Blob),
            var local when local == own.Queue => (StorageService.Queue, account.Endpoints.Queue),
            _ => (StorageService.Table, account.Endpoints.Table),
        };
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new ProxiedRequest(service, context.Request.Method, rawTarget[(account.Name.Length + 1)..]);
        requests.Enqueue(request);
        var caught = trap is { } set && set.Catches(request) ? set : null;
        if (caught?.Moment == TrapMoment.BeforeRequest)
        {
            await caught.SpringAsync();
            context.Abort();
            return;
        }

        try
        {
            // A caught request is carried out to its end, whatever becomes of its sender.
            var cancellationToken = caught is null ? context.RequestAborted : CancellationToken.None;
            using var forwarded = await ForwardedRequestAsync(context, new Uri($"http://127.0.0.1:{port}{rawTarget}", Verbatim), cancellationToken);
            using var response = await storage.SendAsync(forwarded, cancellationToken);
            if (caught is not null)
            {
                await response.Content.LoadIntoBufferAsync(CancellationToken.None);
                await caught.SpringAsync();
                context.Abort();
                return;
            }

            await AnswerAsync(context, response);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private static async Task<HttpRequestMessage> ForwardedRequestAsync(HttpContext context, Uri uri, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
        if (context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0)
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, cancellationToken);
            body.Position = 0;
            request.Content = new StreamContent(body);
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!Is(name, "Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect")
                && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!Is(name, "Connection", "Transfer-Encoding", "Keep-Alive"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (context.Request.Method != "HEAD")
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static bool Is(string name, params ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
