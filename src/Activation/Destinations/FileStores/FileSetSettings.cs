namespace Activation.Destinations.FileStores;

/// <summary>Settings of a destination whose files go to a store. Not a record: the account has the store's secret.</summary>
internal abstract class FileSetSettings
{
    /// <exception cref="ProblemException">400 a field of the chosen store is missing.</exception>
    protected FileSetSettings(DestinationAccount account)
    {
        FileStoreSettings.Check(account);
        Account = account;
    }

    /// <summary>For <see cref="FileStoreFactory.Open"/>.</summary>
    public DestinationAccount Account { get; }
}
