namespace Activation.Profiles;

/// <summary>The `Profiles` table: the system of record. PartitionKey = shard (first hex digit), RowKey = `{profileId}|{source}`.</summary>
public sealed class ProfileStore
{
    /// <summary>The profile's rows, one for each source that knows it; empty if there is none.</summary>
    public Task<IReadOnlyList<SnapshotRow>> FindAsync(ProfileId profile, CancellationToken cancellationToken) => throw new NotImplementedException();
}
