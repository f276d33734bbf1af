using System.Globalization;
using System.Security.Cryptography;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// An Azurite that a few test classes share: started for the first who needs it, ended by the last. It answers the more slowly the more it holds, and ten minutes after its
/// start it does not answer at all until it has collected what was deleted, so it neither serves many nor grows old.
/// </summary>
internal sealed class SharedAzurite
{
    private const int AccountCount = 100;

    /// <summary>The next class begins another one.</summary>
    private const int MostClasses = 4;

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static SharedAzurite? current;

    private readonly (string Name, string Key)[] accounts =
    [
        .. Enumerable.Range(1, AccountCount).Select(i =>
            (string.Create(CultureInfo.InvariantCulture, $"account{i:D3}"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)))),
    ];

    private readonly AzuriteEndpoints endpoints;
    private AzuriteProcess? process;
    private int classes;
    private int users;
    private int handedOut = -1;

    private SharedAzurite()
    {
        var ports = FreePorts.Take(3);
        endpoints = new AzuriteEndpoints(ports[0], ports[1], ports[2]);
    }

    /// <summary>To be returned by <see cref="ReturnAsync"/>.</summary>
    public static async Task<SharedAzurite> RentAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            current = current is { } running && running.classes < MostClasses ? running : await StartAsync(cancellationToken);
            current.classes++;
            current.users++;
            return current;
        }
        finally
        {
            Gate.Release();
        }
    }

    public async Task ReturnAsync()
    {
        await Gate.WaitAsync(CancellationToken.None);
        try
        {
            users--;
            if (users == 0 && process is not null)
            {
                current = current == this ? null : current;
                await process.DisposeAsync();
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    public AzuriteAccount NewAccount()
    {
        var index = Interlocked.Increment(ref handedOut);
        return index < AccountCount
            ? new AzuriteAccount(accounts[index].Name, accounts[index].Key, endpoints)
            : throw new InvalidOperationException($"All {AccountCount} accounts are taken; raise {nameof(AccountCount)}.");
    }

    private static async Task<SharedAzurite> StartAsync(CancellationToken cancellationToken)
    {
        var installation = await AzuriteInstallation.EnsureAsync(cancellationToken);
        var azurite = new SharedAzurite();
        azurite.process = await AzuriteProcess.StartAsync(
            installation, string.Join(';', azurite.accounts.Select(a => $"{a.Name}:{a.Key}")), azurite.endpoints, cancellationToken);
        return azurite;
    }
}
