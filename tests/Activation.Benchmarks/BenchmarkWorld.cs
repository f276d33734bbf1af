using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Activation.Local;
using Activation.Local.Azurite;
using Activation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Activation.Benchmarks;

/// <summary>The product's services over an Azurite of their own, without triggers, queues and API, so that one stage is measured alone.</summary>
internal sealed class BenchmarkWorld : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly AzuriteProcess? azurite;
    private readonly ServiceProvider services;

    private BenchmarkWorld(DirectoryInfo folder, AzuriteProcess? azurite, ServiceProvider services)
    {
        this.folder = folder;
        this.azurite = azurite;
        this.services = services;
    }

    public ActivationStorage Storage => Get<ActivationStorage>();

    public static async Task<BenchmarkWorld> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("activation-benchmark-");
        var connection = ConnectionString();
        var azurite = await LocalStorage.EnsureAsync(new StorageAccount(connection), new DataFolder(folder.FullName), _ => { }, cancellationToken, inMemory: true);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = connection,
            ["Activation:Storage:ScratchFolder"] = Path.Combine(folder.FullName, "scratch"),
            ["Activation:DeploymentKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Activation:Secrets:File"] = Path.Combine(folder.FullName, "secrets.json"),
        }).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddActivation(configuration)
            .AddSingleton<IMessageQueue, SilentQueue>()
            .BuildServiceProvider();
        var world = new BenchmarkWorld(folder, azurite, services);
        await world.Storage.CreateMissingAsync(cancellationToken);
        return world;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private static string ConnectionString()
    {
        var ports = FreePorts(3);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        return $"DefaultEndpointsProtocol=http;AccountName=benchmark;AccountKey={key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports[0]}/benchmark;QueueEndpoint=http://127.0.0.1:{ports[1]}/benchmark;TableEndpoint=http://127.0.0.1:{ports[2]}/benchmark;";
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        listeners.ForEach(l => l.Dispose());
        return ports;
    }

    /// <summary>The benchmark calls the stages itself.</summary>
    private sealed class SilentQueue : IMessageQueue
    {
        public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
