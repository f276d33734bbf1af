using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>Counts the emails that several customers have, once the file is read: each customer of the file by each such email. They stay customers of their own.</summary>
internal sealed class LinkConflicts(ScratchFolder scratch, SnapshotLookup snapshot, SeenProfiles seen)
{
    /// <param name="withStored">Also customers whom the file does not list: that costs a pass over the store, which a file that changes nothing need not.</param>
    public async Task<long> CountAsync(bool withStored, CancellationToken cancellationToken)
    {
        var file = scratch.NewFile(".parquet");
        try
        {
            return seen.ExportCustomers(file) ? await snapshot.CountConflictsAsync(file, withStored, cancellationToken) : 0;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
