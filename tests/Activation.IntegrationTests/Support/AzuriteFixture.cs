namespace Activation.IntegrationTests.Support;

/// <summary>
/// Real storage for the tests of a class (`IClassFixture&lt;AzuriteFixture&gt;`): an Azurite process that classes share which run at the same time. Each
/// test takes an account of its own (<see cref="NewAccount"/>), so tests never see each other's data.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private SharedAzurite? shared;

    /// <summary>An empty account that no other test gets.</summary>
    public AzuriteAccount NewAccount() =>
        (shared ?? throw new InvalidOperationException("The fixture has not been started.")).NewAccount();

    public async Task InitializeAsync() => shared = await SharedAzurite.RentAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (shared is not null)
        {
            await shared.ReturnAsync();
        }
    }
}
