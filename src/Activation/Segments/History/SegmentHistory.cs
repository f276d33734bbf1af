using Activation.Storage;

namespace Activation.Segments.History;

/// <summary>Saves segments as numbered versions, and keeps the newest of each: the table `SegmentVersions`.</summary>
public sealed class SegmentHistory(Definitions definitions, ActivationStorage storage, TimeProvider time)
{
    /// <summary>Versions that are kept of a segment.</summary>
    public const int MaxVersions = 200;

    private const int MaxChanges = 100;

    private readonly HistoryTable<SegmentVersion> table = new(storage.Table(StorageNames.SegmentVersionsTable), DefinitionJson.Default.SegmentVersion, MaxVersions);

    /// <summary>Saves a definition that was checked; one that changes nothing is no new version.</summary>
    /// <param name="by">Who saves it.</param>
    /// <param name="restoredFrom">The version whose definition it is, if it is an old one's.</param>
    public async Task<SegmentDefinition> SaveAsync(SegmentId segment, SegmentDefinition definition, string by, long? restoredFrom, CancellationToken cancellationToken)
    {
        definitions.Segments.CheckSize(definition);
        var before = await definitions.Segments.FindAsync(segment.Value, cancellationToken);
        var changes = before is null ? [] : SegmentChanges.Between(before, definition);
        if (before is not null && changes.Count == 0)
        {
            return before;
        }

        await AddUnrecordedAsync(segment, before, cancellationToken);
        var action = restoredFrom is not null ? SegmentAction.Restored : before is null ? SegmentAction.Created : SegmentAction.Changed;
        var saved = definition with { ChangedAt = time.GetUtcNow(), ChangedBy = by };

        // The version first: a host that stops in between leaves a version that never held, and no definition without one.
        var version = await table.AppendAsync(
            segment.Value,
            (number, _) => new SegmentVersion
            {
                Version = number,
                Action = action,
                At = saved.ChangedAt,
                By = by,
                RestoredFrom = restoredFrom,
                Changes = [.. changes.Take(MaxChanges)],
                MoreChanges = changes.Count > MaxChanges ? changes.Count - MaxChanges : null,
                Definition = saved with { Version = number },
            },
            cancellationToken);
        saved = version?.Definition ?? saved;
        await definitions.Segments.PutAsync(segment.Value, saved, cancellationToken);
        return saved;
    }

    /// <returns>False if there is no such segment.</returns>
    public async Task<bool> DeleteAsync(SegmentId segment, string by, CancellationToken cancellationToken)
    {
        if (await definitions.Segments.FindAsync(segment.Value, cancellationToken) is not { } before)
        {
            return false;
        }

        await AddUnrecordedAsync(segment, before, cancellationToken);
        await table.AppendAsync(
            segment.Value,
            (number, _) => new SegmentVersion { Version = number, Action = SegmentAction.Deleted, At = time.GetUtcNow(), By = by, Definition = before },
            cancellationToken);
        return await definitions.Segments.DeleteAsync(segment.Value, cancellationToken);
    }

    /// <summary>The newest first, without their definitions; also of a segment that was deleted.</summary>
    /// <param name="before">Only lower versions; null: from the newest on.</param>
    public async Task<IReadOnlyList<SegmentVersion>> ListAsync(SegmentId segment, int limit, long? before, CancellationToken cancellationToken) =>
        [.. (await table.ListAsync(segment.Value, limit, before, cancellationToken)).Select(v => v.Document with { Definition = null })];

    public Task<SegmentVersion?> FindAsync(SegmentId segment, long version, CancellationToken cancellationToken) => table.FindAsync(segment.Value, version, cancellationToken);

    /// <summary>A definition from before there was a history becomes its first version.</summary>
    private async Task AddUnrecordedAsync(SegmentId segment, SegmentDefinition? definition, CancellationToken cancellationToken)
    {
        if (definition is { Version: null })
        {
            await table.AppendAsync(
                segment.Value,
                (number, newest) => newest is null ? new SegmentVersion { Version = number, Action = SegmentAction.Created, Definition = definition } : null,
                cancellationToken);
        }
    }
}
