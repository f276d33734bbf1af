using System.Security.Cryptography;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Activation.IntegrationTests.Privacy;

/// <summary>The product without a process of its own: messages are handed over by the test, and time passes when it says so.</summary>
internal sealed class PrivacyHost : IAsyncDisposable
{
    public static readonly SourceId Source = new("crm");

    private readonly ServiceProvider provider;
    private readonly string secrets = Path.Combine(Path.GetTempPath(), $"activation-{Guid.NewGuid():N}.json");

    private PrivacyHost(string storage, byte[] key, FakeTimeProvider time)
    {
        Time = time;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = storage,
            ["Activation:DeploymentKey"] = Convert.ToBase64String(key),
            ["Activation:Secrets:File"] = secrets,
            ["Activation:Privacy:GiveUpHours"] = "48",
            ["Activation:Delivery:AllowedHosts"] = "127.0.0.1",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(time).AddSingleton<IMessageQueue>(new ImportHost.RecordingQueue());
        provider = services.AddActivation(configuration).BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public PrivacyRequests Requests => Get<PrivacyRequests>();

    public static Task<PrivacyHost> StartAsync(AzuriteAccount account, byte[]? key = null) => StartAsync(account.ConnectionString, key);

    public static async Task<PrivacyHost> StartAsync(string storage, byte[]? key = null)
    {
        var host = new PrivacyHost(storage, key ?? RandomNumberGenerator.GetBytes(32), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await host.Get<ActivationStorage>().CreateMissingAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public Task DefineAsync(SourceDefinition source) => Get<Definitions>().Sources.PutAsync(Source.Value, source, CancellationToken.None);

    public async Task ImportAsync(string name, string csv)
    {
        await Get<ActivationStorage>().Blob(StorageNames.Crm, $"{Source}/{name}").UploadAsync(BinaryData.FromString(csv), overwrite: true);
        await Get<ImportRunner>().RunAsync(new ImportMessage(Source.Value), CancellationToken.None);
    }

    public async Task<bool> KnowsAsync(string customer) => (await Get<ProfileStore>().FindAsync(ProfileId.ForCustomer(customer), CancellationToken.None)).Count > 0;

    public async Task<string> AskAsync(PrivacyRequestType type, params (string Name, string Value)[] identifiers) =>
        (await Requests.CreateAsync(type, suppress: true, [.. identifiers.Select(i => new GivenIdentifier(i.Name, i.Value, null))], CancellationToken.None)).RequestId;

    /// <summary>Hands a message over as often as said, ten minutes apart.</summary>
    public async Task<PrivacyRequest> WorkAsync(string request, int times = 10)
    {
        for (var i = 0; i < times; i++)
        {
            await Get<PrivacyWorker>().HandleAsync(new PrivacyMessage(request), CancellationToken.None);
            Time.Advance(TimeSpan.FromMinutes(10));
        }

        return (await Requests.FindAsync(request, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>Whether the request's identifiers are kept.</summary>
    public async Task<bool> HoldsAsync(string request)
    {
        await foreach (var blob in Get<ActivationStorage>().Container(StorageNames.Privacy).GetBlobsAsync())
        {
            if (blob.Name.StartsWith(request, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        File.Delete(secrets);
    }
}
