using System.Net;
using Activation.Api;
using Activation.Local.Azurite;
using Activation.Local.Sandbox;
using Activation.Local.Triggers;
using Activation.Storage;
using Cronos;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Activation.Local;

/// <summary>The whole product in this process: storage, sandbox, API, triggers. Several can run at once on ports and folders of their own.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly AzuriteProcess? azurite;
    private readonly WebApplication web;

    private LocalHost(AzuriteProcess? azurite, SandboxServer sandbox, WebApplication web)
    {
        this.azurite = azurite;
        this.web = web;
        Sandbox = sandbox;
        BaseAddress = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The API listens nowhere."));
    }

    /// <summary>Where the API listens: `http://127.0.0.1:7071`.</summary>
    public Uri BaseAddress { get; }

    public SandboxServer Sandbox { get; }

    public IServiceProvider Services => web.Services;

    /// <param name="progress">Called with a line for each step.</param>
    /// <exception cref="LocalStartException">Something is in the way; the message says what to do.</exception>
    public static async Task<LocalHost> StartAsync(LocalOptions options, Action<string> progress, CancellationToken cancellationToken)
    {
        var account = new StorageAccount(options.Storage);
        var schedule = TickTimer.Parse(options.Schedule);
        Ports.RequireFree(options.Address, options.Port, "--port");
        Ports.RequireFree(IPAddress.Loopback, options.SandboxPort, "--sandbox-port");
        var data = new DataFolder(options.DataFolder);
        AzuriteProcess? storage = null;
        SandboxServer? platform = null;
        WebApplication? app = null;
        try
        {
            storage = await LocalStorage.EnsureAsync(account, data, progress, cancellationToken);
            platform = await SandboxServer.StartAsync(new SandboxOptions { Port = options.SandboxPort, DataFolder = data.Sandbox }, cancellationToken);
            progress($"Sandbox ad platform at {platform.BaseUrl}");
            app = Build(options, data, account, schedule);
            await app.StartAsync(cancellationToken);
            var host = new LocalHost(storage, platform, app);
            progress($"API at {host.BaseAddress}");
            return host;
        }
        catch
        {
            await StopAsync(app, platform, storage);
            throw;
        }
    }

    public ValueTask DisposeAsync() => StopAsync(web, Sandbox, azurite);

    private static WebApplication Build(LocalOptions options, DataFolder data, StorageAccount account, CronExpression schedule)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(LocalSettings.Of(data, account)).AddEnvironmentVariables().AddInMemoryCollection(options.Settings);
        builder.Logging.ConfigureLocal(options.LogToConsole);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Address, options.Port));
        builder.Services.AddActivationLocal(builder.Configuration, account, schedule);
        builder.Services.Configure<ApiOptions>(o => o.Exposed = !IPAddress.IsLoopback(options.Address));
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(8));
        var app = builder.Build();
        app.UseActivationApi();
        return app;
    }

    // The reverse of the start, so that nothing loses what it stands on.
    private static async ValueTask StopAsync(WebApplication? app, SandboxServer? platform, AzuriteProcess? storage)
    {
        if (app is not null)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        if (platform is not null)
        {
            await platform.DisposeAsync();
        }

        if (storage is not null)
        {
            await storage.DisposeAsync();
        }
    }
}
