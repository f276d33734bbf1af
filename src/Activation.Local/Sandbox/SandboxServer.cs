using System.Net;
using Activation.Local.Sandbox.Doubles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Activation.Local.Sandbox;

/// <summary>Strict stand-ins for the platforms, for the demo and for tests: Meta's Graph API at the root, each other platform below its type (`/google/…`), receivers of webhooks below `/sandbox/webhook/`.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly SandboxJournal? record;

    private SandboxServer(WebApplication app, SandboxJournal? journal, SandboxPlatform platform, Uri baseUrl)
    {
        web = app;
        record = journal;
        Platform = platform;
        BaseUrl = baseUrl;
    }

    /// <summary>`http://127.0.0.1:{port}`.</summary>
    public Uri BaseUrl { get; }

    public SandboxPlatform Platform { get; }

    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var journal = options.DataFolder is { } folder ? new SandboxJournal(folder) : null;
        var state = new SandboxState(journal);
        var platform = new SandboxPlatform(state);
        var app = Build(options, state, platform);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            journal?.Dispose();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return new SandboxServer(app, journal, platform, new Uri(addresses.First()));
    }

    public async ValueTask DisposeAsync()
    {
        // Hanging calls end by ApplicationStopping; nothing else is worth waiting for.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await web.StopAsync(soon.Token);
        await web.DisposeAsync();
        record?.Dispose();
    }

    /// <summary>An empty builder: neither the environment, nor a settings file, nor Ctrl-C reaches it; its owner stops it.</summary>
    private static WebApplication Build(SandboxOptions options, SandboxState state, SandboxPlatform platform)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        var app = builder.Build();
        var pipeline = new CallPipeline(platform, app.Lifetime);
        app.UseRouting();
        app.MapGraph(pipeline, new GraphApi(state, options, new AudienceUploads(state, platform)), options);
        app.MapWebhook(pipeline, state, platform, options);
        app.MapDoubles(pipeline, state, platform, options);
        app.MapAdmin(platform);
        app.MapFallback(context => pipeline.RunAsync(
            context,
            new SandboxCall(0, context.Request.Method, context.Request.Path, "unknown", null, 0),
            GraphReply.Manners,
            () => GraphReply.Error(2500, "Unknown path components", status: 404)));
        return app;
    }

    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
