using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Import.Events;

/// <summary>
/// After each import, and hourly: forgets events whose time is over, keeps their files few, and deletes what was replaced long enough ago. Where there is nothing of that
/// to do, nothing is written.
/// </summary>
public sealed class EventUpkeep(Definitions definitions, EventCompaction compaction, SnapshotStore snapshots)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sources = await definitions.Sources.ListAsync(cancellationToken);
        var retention = sources.Where(s => s.Value is { Kind: SourceKind.Events, RetentionDays: not null }).ToDictionary(s => s.Key, s => s.Value.RetentionDays ?? 0, StringComparer.Ordinal);
        await compaction.CompactAsync(retention, cancellationToken);
        await snapshots.RemoveRetiredAsync(cancellationToken);
    }
}
