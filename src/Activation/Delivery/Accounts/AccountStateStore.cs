using Activation.Storage;

namespace Activation.Delivery.Accounts;

/// <summary>The `AccountStates` table. PartitionKey = the account's key, see <see cref="Destinations.IDestination.AccountOf"/>.</summary>
internal sealed class AccountStateStore(ActivationStorage storage)
{
    private const string Row = "state";

    private readonly DocumentTable<AccountState> table = new(storage.Table(StorageNames.AccountStatesTable), DefinitionJson.Default.AccountState, _ => "");

    public async Task<AccountState> GetAsync(string account, CancellationToken cancellationToken) =>
        await table.FindAsync(account, Row, cancellationToken) ?? new AccountState();

    /// <summary>Changes the state under its ETag, so that two hosts never take the same token.</summary>
    public async Task<AccountState> UpdateAsync(string account, Func<AccountState, AccountState> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await table.UpdateAsync(account, Row, change, cancellationToken) is { } updated)
            {
                return updated;
            }

            var created = change(new AccountState());
            if (await table.TryAddAsync(account, Row, created, cancellationToken))
            {
                return created;
            }
        }
    }
}
