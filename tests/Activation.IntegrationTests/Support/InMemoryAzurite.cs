using System.Security.Cryptography;

namespace Activation.IntegrationTests.Support;

/// <summary>An Azurite of one test class's own that keeps everything in memory: for tables so large that they would slow the other tests down.</summary>
public sealed class InMemoryAzurite : IAsyncLifetime
{
    private const string Name = "large";

    private AzuriteProcess? process;
    private AzuriteAccount? account;

    public AzuriteAccount Account => account ?? throw new InvalidOperationException("The fixture has not been started.");

    public async Task InitializeAsync()
    {
        var installation = await AzuriteInstallation.EnsureAsync(CancellationToken.None);
        var ports = FreePorts.Take(3);
        account = new AzuriteAccount(Name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), new AzuriteEndpoints(ports[0], ports[1], ports[2]));
        process = await AzuriteProcess.StartAsync(installation, account.NameAndKey, account.Endpoints, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }
}
