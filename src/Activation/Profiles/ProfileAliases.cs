using System.Runtime.CompilerServices;
using Activation.Storage;
using Azure;
using Azure.Data.Tables;

namespace Activation.Profiles;

/// <summary>
/// The `Aliases` table: profiles that were merged into another one, with the import that merged them. An alias holds while nothing is stored under the old id itself.
/// </summary>
public sealed class ProfileAliases(ActivationStorage storage)
{
    private const int MaxEntities = 100;

    private TableClient Table => storage.Table(StorageNames.AliasesTable);

    /// <summary>The profile into which this one was merged; null if it was not.</summary>
    public async Task<ProfileId?> FindAsync(ProfileId old, CancellationToken cancellationToken)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(old.PartitionKey, old.ToString(), cancellationToken: cancellationToken);
        return found.HasValue && ProfileId.TryParse(found.Value?.GetString("profile"), out var profile) ? profile : null;
    }

    /// <summary>Every merge: the old id and the profile's.</summary>
    internal async IAsyncEnumerable<(ProfileId Old, ProfileId Profile)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in Table.QueryAsync<TableEntity>(select: ["RowKey", "profile"], cancellationToken: cancellationToken))
        {
            if (ProfileId.TryParse(entity.RowKey, out var old) && ProfileId.TryParse(entity.GetString("profile"), out var profile))
            {
                yield return (old, profile);
            }
        }
    }

    /// <summary>Forgets the merges of the profiles' ids. Deleting again changes nothing.</summary>
    /// <returns>Whether there were any.</returns>
    internal async Task<bool> DeleteAsync(IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var found = false;
        await foreach (var (old, profile) in ListAsync(cancellationToken))
        {
            if (profiles.Contains(old) || profiles.Contains(profile))
            {
                found = true;
                // Answers 404 without an exception.
                await Table.DeleteEntityAsync(old.PartitionKey, old.ToString(), ETag.All, cancellationToken);
            }
        }

        return found;
    }

    /// <summary>Notes merges. Writing again changes nothing.</summary>
    internal async Task WriteAsync(IEnumerable<KeyValuePair<ProfileId, ProfileId>> merged, ImportId import, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var partition in merged.GroupBy(m => m.Key.PartitionKey))
        {
            foreach (var group in partition.Chunk(MaxEntities))
            {
                await Table.SubmitTransactionAsync(
                    group.Select(m => new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace,
                        new TableEntity(partition.Key, m.Key.ToString()) { ["profile"] = m.Value.ToString(), ["importId"] = import.Value, ["at"] = at })),
                    cancellationToken);
            }
        }
    }
}
