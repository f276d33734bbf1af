using System.Globalization;
using System.Security.Cryptography;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// Real storage for a collection of tests: one Azurite process with many accounts. Each test takes an account of its own
/// (<see cref="NewAccount"/>), so tests never see each other's data.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int AccountCount = 60;

    private readonly (string Name, string Key)[] accounts =
    [
        .. Enumerable.Range(1, AccountCount).Select(i =>
            (string.Create(CultureInfo.InvariantCulture, $"account{i:D3}"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)))),
    ];

    private AzuriteProcess? process;
    private AzuriteEndpoints endpoints = new(0, 0, 0);
    private int handedOut;

    /// <summary>The connection string of an account that all tests of the collection share; prefer <see cref="NewAccount"/>.</summary>
    public string ConnectionString => Account(0).ConnectionString;

    /// <summary>An empty account that no other test gets.</summary>
    public AzuriteAccount NewAccount()
    {
        var index = Interlocked.Increment(ref handedOut);
        return index < AccountCount
            ? Account(index)
            : throw new InvalidOperationException($"All {AccountCount} accounts are taken; raise {nameof(AccountCount)}.");
    }

    public async Task InitializeAsync()
    {
        var script = await AzuriteInstallation.EnsureAsync(CancellationToken.None);
        var ports = FreePorts.Take(3);
        endpoints = new AzuriteEndpoints(ports[0], ports[1], ports[2]);
        process = await AzuriteProcess.StartAsync(script, string.Join(';', accounts.Select(a => $"{a.Name}:{a.Key}")), endpoints, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    private AzuriteAccount Account(int index) => new(accounts[index].Name, accounts[index].Key, endpoints);
}
