using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Monitoring.Alerts;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Activation.IntegrationTests.Delivery;

/// <summary>
/// The product composed as a host composes it, in the test's own process: storage is real, the platform is the sandbox, and the clock and the broker are the
/// test's, so that hours of waiting take no time.
/// </summary>
internal sealed class DeliveryHost : IAsyncDisposable
{
    private static readonly SourceId Source = new("airline");

    private readonly ServiceProvider provider;
    private readonly IConfiguration configuration;
    private readonly string secrets;
    private readonly Action<IServiceCollection> configure;

    private DeliveryHost(IConfiguration configuration, string secrets, SandboxServer sandbox, FakeTimeProvider time, DeduplicatingQueue queue, Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(time).AddSingleton<IMessageQueue>(queue);
        services.AddActivation(configuration);
        configure(services);
        provider = services.BuildServiceProvider();
        this.configuration = configuration;
        this.secrets = secrets;
        this.configure = configure;
        Sandbox = sandbox;
        Time = time;
        Queue = queue;
    }

    public SandboxServer Sandbox { get; }

    public SandboxPlatform Platform => Sandbox.Platform;

    public FakeTimeProvider Time { get; }

    public DeduplicatingQueue Queue { get; }

    public SyncRequests Requests => Get<SyncRequests>();

    public static Task<DeliveryHost> StartAsync(AzuriteAccount account, params (string Key, string Value)[] settings) => StartAsync(account, new SandboxOptions(), settings);

    public static Task<DeliveryHost> StartAsync(AzuriteAccount account, SandboxOptions platform, params (string Key, string Value)[] settings) => StartAsync(account, platform, _ => { }, settings);

    /// <param name="configure">Changes what it is composed of.</param>
    public static async Task<DeliveryHost> StartAsync(AzuriteAccount account, SandboxOptions platform, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var secrets = Path.GetTempFileName();
        File.Delete(secrets);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Activation:Storage:ConnectionString"] = account.ConnectionString,

                // A small instance, whose sessions have one thread: for few rows, more cost more than they help.
                ["Activation:Storage:MemoryMegabytes"] = "512",
                ["Activation:DeploymentKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Activation:Secrets:File"] = secrets,
                ["Activation:Delivery:HttpTimeoutSeconds"] = "10",
                ["Activation:Delivery:AllowedHosts"] = "127.0.0.1",
            })
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
        var queue = new DeduplicatingQueue(time);
        var sandbox = await SandboxServer.StartAsync(platform, CancellationToken.None);
        return await Task.FromResult(new DeliveryHost(configuration, secrets, sandbox, time, queue, configure)).PreparedAsync(async host =>
        {
            await host.Get<ActivationStorage>().CreateMissingAsync(CancellationToken.None);
            await host.Get<Definitions>().Sources.PutAsync(Source.Value, new SourceDefinition { Name = "Airline", Kind = SourceKind.Crm, DefaultCountry = "US" }, CancellationToken.None);
        });
    }

    /// <summary>A second host on the same storage, broker, clock and platform; disposed of by <see cref="Owned"/>, before this one.</summary>
    /// <param name="storage">How it reaches the storage, if not as this one does.</param>
    public DeliveryHost Peer(string? storage = null) => new(
        new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(storage is null ? [] : [KeyValuePair.Create("Activation:Storage:ConnectionString", (string?)storage)]).Build(),
        secrets,
        Sandbox,
        Time,
        Queue,
        configure);

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>A destination at the sandbox's ad account.</summary>
    public Task DefineMetaAsync(string id, string account = Scenario.AdAccount, string? token = null) => DefineAsync(
        id, "meta", new { adAccountId = account, apiBaseUrl = Sandbox.BaseUrl }, new() { ["accessToken"] = token ?? new SandboxOptions().AccessToken });

    public Task DefineWebhookAsync(string id) => DefineAsync(
        id, "webhook", new { url = new Uri(Sandbox.BaseUrl, $"/sandbox/webhook/{id}") }, new() { ["signingSecret"] = new SandboxOptions().WebhookSecret });

    /// <summary>A destination that asks for no consent.</summary>
    public Task DefineAsync(string id, string type, object settings, Dictionary<string, string> secret) => Get<DestinationRegistration>().PutAsync(
        new DestinationId(id), new DestinationDefinition { Type = type, Settings = JsonSerializer.SerializeToElement(settings), Consent = [] }, secret, CancellationToken.None);

    /// <summary>Batch files in a bucket of the sandbox.</summary>
    public Task DefineServerFilesAsync(string id) => DefineAsync(
        id, "serverfiles", new { store = "s3", bucket = "partner", region = "eu-central-1", apiBaseUrl = new Uri(Sandbox.BaseUrl, "serverfiles/s3") },
        new() { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = new SandboxOptions().AccessToken });

    /// <summary>A segment of one tier, and its sync of the same name.</summary>
    public async Task DefineSyncAsync(string tier, string destination)
    {
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "eq", value = tier });
        await Get<Definitions>().Segments.PutAsync(tier, new SegmentDefinition { Name = tier, Rule = rule }, CancellationToken.None);
        var sync = new SyncDefinition { Segment = tier, Destination = destination, MinimumSize = 0, MaxRemoveShare = 1 };
        await Get<Definitions>().Syncs.PutAsync(tier, sync, CancellationToken.None);
    }

    public async Task ImportAsync(string name, string csv)
    {
        var blob = Get<ActivationStorage>().Blob(StorageNames.Crm, $"{Source}/{name}");
        await blob.UploadAsync(BinaryData.FromString(csv), overwrite: true);
        await Get<ImportRunner>().RunAsync(new ImportMessage(Source.Value), CancellationToken.None);
        (await blob.ExistsAsync()).Value.ShouldBeFalse("imported");
    }

    public Task<RunId> RequestAsync(string sync, RunMode mode = RunMode.Delta) => Requests.RequestAsync(new SyncId(sync), mode, CancellationToken.None);

    public async Task<RunRecord> RunAsync(string sync, RunMode mode = RunMode.Delta)
    {
        var run = await RequestAsync(sync, mode);
        await PumpAsync();
        return await RunOfAsync(run);
    }

    public async Task<RunRecord> RunOfAsync(RunId run) => (await Get<RunStore>().FindAsync(run, CancellationToken.None)).ShouldNotBeNull();

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<RunRecord>> RunsAsync(string sync) => Get<RunStore>().ListAsync(new SyncId(sync), CancellationToken.None);

    public Task<IReadOnlyList<BatchRecord>> BatchesAsync(RunId run) => Get<BatchStore>().ListAsync(run, CancellationToken.None);

    public Task TickAsync() => Requests.TickAsync(Time.GetUtcNow(), CancellationToken.None);

    /// <summary>Handles the messages that are due, and goes on to when the next is, until none is left or the limit of the clock is reached.</summary>
    public async Task PumpAsync(TimeSpan? atMost = null)
    {
        var end = Time.GetUtcNow() + (atMost ?? TimeSpan.FromDays(3));
        while (true)
        {
            while (Queue.TryReceive(out var message))
            {
                await HandleAsync(message);
            }

            if (Queue.Next?.Due is not { } due || due > end)
            {
                return;
            }

            if (due > Time.GetUtcNow())
            {
                Time.SetUtcNow(due);
            }
        }
    }

    /// <summary>Handles one message that is due.</summary>
    public Task HandleAsync(DeduplicatingQueue.Message message, CancellationToken cancellationToken = default) => message.Queue switch
    {
        StorageNames.ImportQueue => Get<ImportRunner>().RunAsync(Messages.ReadImport(message.Body), cancellationToken),
        StorageNames.EvaluateQueue => Get<SyncEvaluator>().HandleAsync(Messages.ReadEvaluate(message.Body), cancellationToken),
        StorageNames.PrivacyQueue => Get<PrivacyWorker>().HandleAsync(Messages.ReadPrivacy(message.Body), cancellationToken),
        StorageNames.AlertQueue => Get<AlertDelivery>().HandleAsync(Messages.ReadAlert(message.Body), cancellationToken),
        _ => Get<BatchDelivery>().HandleAsync(Messages.ReadDeliver(message.Body), cancellationToken),
    };

    /// <summary>All matching keys of a sync's audience at the ad platform.</summary>
    public async Task<IReadOnlyCollection<string>> AudienceAsync(string sync) =>
        (await Get<SyncStateStore>().GetAsync(new SyncId(sync), CancellationToken.None)).AudienceId is { } id ? Platform.Keys(id) ?? [] : [];

    /// <summary>A file of members by tier; each has an email address.</summary>
    public static string Members(params (string Tier, int From, int Count)[] groups)
    {
        var csv = new StringBuilder("member_id,email,tier\n");
        foreach (var (tier, from, count) in groups)
        {
            for (var i = from; i < from + count; i++)
            {
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{i:d5},member{i}@example.com,{tier}\n");
            }
        }

        return csv.ToString();
    }

    /// <summary>The key by which the platform holds a member's email address.</summary>
    public static string EmailKey(int member) =>
        $"EMAIL:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"member{member}@example.com")))}";

    /// <summary>What only this host has, for a peer to be disposed of without what it shares.</summary>
    public IAsyncDisposable Owned => provider;

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await Sandbox.DisposeAsync();
        File.Delete(secrets);
    }
}
