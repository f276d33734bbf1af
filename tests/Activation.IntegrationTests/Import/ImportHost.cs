using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Activation.Destinations;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.IntegrationTests.Import;

/// <summary>Storage and import composed as a host composes them, with a queue that only remembers.</summary>
internal sealed class ImportHost : IAsyncDisposable
{
    public static readonly SourceId Source = new("airline");

    private readonly ServiceProvider provider;

    private ImportHost(ServiceProvider provider, RecordingQueue queue)
    {
        this.provider = provider;
        Queue = queue;
    }

    public RecordingQueue Queue { get; }

    public ImportStore Imports => Get<ImportStore>();

    public ActivationStorage Storage => Get<ActivationStorage>();

    public static async Task<ImportHost> StartAsync(string connectionString, string? key = null, int chunkRows = 50_000, double budgetMinutes = 8, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = connectionString,
            ["Activation:DeploymentKey"] = key ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Activation:Import:ChunkRows"] = $"{chunkRows}",
            ["Activation:Secrets:File"] = Path.Combine(Path.GetTempPath(), "activation-no-secrets.json"),
            ["Activation:Import:BudgetMinutes"] = budgetMinutes.ToString(CultureInfo.InvariantCulture),
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? TimeProvider.System).AddSingleton<Definitions>();
        services.AddActivationStorage(configuration).AddImport(configuration).AddSegments().AddDestinations(configuration);
        var queue = new RecordingQueue();
        services.AddSingleton<IMessageQueue>(queue);
        var host = new ImportHost(services.BuildServiceProvider(), queue);
        await host.Storage.CreateMissingAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>Drops a file, as a customer's system does.</summary>
    public async Task<ImportId> DropAsync(string name, string content)
    {
        var dropped = await Drop(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
        return ImportId.For(Source, $"{Source}/{name}", dropped.Value.ETag.ToString());
    }

    public Task DefineAsync(SourceDefinition source) => Get<Definitions>().Sources.PutAsync(Source.Value, source, CancellationToken.None);

    /// <summary>Drains until no message of the import asks for more; answers how many it took.</summary>
    public async Task<int> DrainAllAsync()
    {
        for (var messages = 1; ; messages++)
        {
            Queue.Sent.Clear();
            await DrainAsync();
            if (Queue.Sent.IsEmpty)
            {
                return messages;
            }
        }
    }

    public BlobClient Drop(string name) => Storage.Blob(StorageNames.Crm, $"{Source}/{name}");

    public Task DrainAsync(CancellationToken cancellationToken = default) => Get<ImportRunner>().RunAsync(new ImportMessage(Source.Value), cancellationToken);

    /// <summary>Drops and imports a file; answers its receipt.</summary>
    public async Task<ImportRecord> ImportAsync(string name, string content)
    {
        var id = await DropAsync(name, content);
        await DrainAsync();
        return (await Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
    }

    public async Task<string> RejectsAsync(ImportRecord record)
    {
        ImportId.TryParse(record.ImportId, out var id).ShouldBeTrue();
        await using var rejects = await Imports.OpenRejectsAsync(id, CancellationToken.None);
        return rejects is null ? "" : await new StreamReader(rejects).ReadToEndAsync();
    }

    public async Task<SnapshotRow?> FindAsync(string customerId) =>
        (await Get<ProfileStore>().FindAsync(ProfileId.ForCustomer(customerId), CancellationToken.None)).SingleOrDefault();

    /// <summary>The current rows of the snapshot.</summary>
    public async Task<IReadOnlyDictionary<ProfileId, SnapshotRow>> SnapshotAsync()
    {
        var store = Get<SnapshotStore>();
        var schema = await Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        using var session = new DuckDbSession(Get<ScratchFolder>());
        var manifest = await store.ReadManifestAsync(CancellationToken.None);
        await using var rent = await store.OpenAsync(session, schema, manifest, [.. Enumerable.Range(0, ProfileId.ShardCount)], CancellationToken.None);
        session.Execute("CREATE TABLE everyone AS SELECT DISTINCT pid FROM traits");
        return SnapshotRowReader.Read(session, schema, Source, "everyone").ToDictionary(r => r.Profile);
    }

    public async Task ShouldHaveNoCheckpointsAsync()
    {
        await foreach (var blob in Storage.Container(StorageNames.Imports).GetBlobsAsync())
        {
            blob.Name.ShouldNotContain("/checkpoint/");
        }
    }

    public async Task<object?> TraitAsync(SnapshotRow row, string name)
    {
        var schema = await Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        return schema.Find(name) is { } trait ? row.Traits.GetValueOrDefault(trait.Ordinal) : null;
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    internal sealed class RecordingQueue : IMessageQueue
    {
        public ConcurrentQueue<(string Queue, string Id, TimeSpan Delay)> Sent { get; } = new();

        public Task SendAsync(string queue, string messageId, string body, TimeSpan delay, CancellationToken cancellationToken)
        {
            Sent.Enqueue((queue, messageId, delay));
            return Task.CompletedTask;
        }

        public Task PingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
