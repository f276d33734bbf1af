using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.IntegrationTests.Support;

/// <summary>An HTTP server in the test's own process, at a free port.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    protected LoopbackServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        App = builder.Build();
    }

    /// <summary>For the endpoints, before it listens.</summary>
    protected WebApplication App { get; }

    /// <summary>Since it listens.</summary>
    protected Uri BaseAddress => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull().Addresses.Single());

    public ValueTask DisposeAsync() => App.DisposeAsync();

    protected static Task<T> ListenAsync<T>(T server)
        where T : LoopbackServer => Task.FromResult(server).PreparedAsync(s => s.App.StartAsync());
}
