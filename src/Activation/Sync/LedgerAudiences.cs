using Activation.Destinations;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.Sync;

/// <summary>The audiences as the ledgers have them.</summary>
internal sealed class LedgerAudiences(Definitions definitions, DestinationCatalog catalog, LedgerStore ledgers) : ISegmentAudiences
{
    public async Task<IReadOnlyList<SegmentAudience>> FindAsync(SegmentId segment, CancellationToken cancellationToken)
    {
        var audiences = new List<SegmentAudience>();
        foreach (var (id, sync) in (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.Segment == segment.Value))
        {
            var destination = await definitions.Destinations.FindAsync(sync.Destination, cancellationToken);
            var ledger = await ledgers.ReadAsync(new SyncId(id), cancellationToken);
            if (ledger.ETag is not null && destination is not null && catalog.Find(destination.Type)?.Type is { } type)
            {
                var sent = type with { Identifiers = MemberRowBuilder.Chosen(type, sync.Identifiers) };
                audiences.Add(new SegmentAudience(id, sync.Destination, sent, (session, shards, token) => FillAsync(session, ledger.Manifest, shards, token)));
            }
        }

        return audiences;
    }

    private async Task FillAsync(DuckDbSession session, LedgerManifest manifest, IReadOnlyList<int> shards, CancellationToken cancellationToken)
    {
        await using var files = await ledgers.OpenAsync(session, manifest, shards, cancellationToken);
        session.Execute($"CREATE TEMP TABLE audience AS SELECT DISTINCT pid FROM ledger WHERE state IN ({(byte)LedgerState.Confirmed}, {(byte)LedgerState.Resend})");
    }
}
