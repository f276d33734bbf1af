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
    private readonly ServiceProvider provider;

    private BenchmarkWorld(DirectoryInfo folder, string connection, string key, AzuriteProcess? azurite, ServiceProvider services)
    {
        this.folder = folder;
        Connection = connection;
        Key = key;
        this.azurite = azurite;
        provider = services;
    }

    /// <summary>Of the storage account, for a process of its own.</summary>
    public string Connection { get; }

    /// <summary>Of the deployment.</summary>
    public string Key { get; }

    public string Folder => folder.FullName;

    /// <summary>The product's.</summary>
    public IServiceProvider Provider => provider;

    public ActivationStorage Storage => Get<ActivationStorage>();

    /// <param name="inMemory">False where blobs are too large for memory. Tables must then be small, because the emulator writes them anew every few seconds.</param>
    public static async Task<BenchmarkWorld> StartAsync(CancellationToken cancellationToken, bool inMemory = true)
    {
        var folder = Directory.CreateTempSubdirectory("activation-benchmark-");
        var connection = ConnectionString();
        var data = new DataFolder(folder.FullName);
        ShareInstallation(data);
        var azurite = await LocalStorage.EnsureAsync(new StorageAccount(connection), data, _ => { }, cancellationToken, inMemory);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var world = new BenchmarkWorld(folder, connection, key, azurite, Services(connection, key, folder.FullName));
        await world.Storage.CreateMissingAsync(cancellationToken);
        return world;
    }

    /// <summary>The product over an account, with its own files in the folder.</summary>
    /// <param name="settings">Further ones.</param>
    public static ServiceProvider Services(string connection, string key, string folder, params (string Name, string Value)[] settings)
    {
        var configuration = Configure(new ConfigurationBuilder(), connection, key, folder).AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddActivation(configuration)
            .AddSingleton<WorkQueue>().AddSingleton<IMessageQueue>(p => p.GetRequiredService<WorkQueue>())
            .BuildServiceProvider();
    }

    public static IConfigurationBuilder Configure(IConfigurationBuilder builder, string connection, string key, string folder) =>
        builder.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = connection,
            ["Activation:Storage:ScratchFolder"] = Path.Combine(folder, "scratch"),
            ["Activation:DeploymentKey"] = key,
            ["Activation:Secrets:File"] = Path.Combine(folder, "secrets.json"),
            ["Activation:Import:BudgetMinutes"] = "1440",
            ["Activation:Delivery:AllowedHosts"] = "127.0.0.1",
        });

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Azurite is installed once for all worlds; each has a link to it.</summary>
    private static void ShareInstallation(DataFolder data)
    {
        var shared = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "azurite"));
        Directory.CreateDirectory(Path.GetDirectoryName(data.AzuriteInstallation) ?? throw new InvalidOperationException("The data folder has no folder above."));
        Directory.CreateSymbolicLink(data.AzuriteInstallation, shared.FullName);
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
}
