using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Events;
using Activation.Segments.Sql;
using Activation.Storage;
using Azure;

namespace Activation.Segments.Computed;

/// <summary>Computes traits of single profiles, with the query that answers rules.</summary>
public sealed class ComputedTraitReader(SnapshotStore snapshots, ISegmentEvents events, ScratchFolder scratch, TimeProvider time)
{
    private const int MemoryMegabytes = 256;

    /// <summary>
    /// The values by profile and name; what is missing is absent. A value is a `string`, `double`, `bool`, `DateOnly`, `DateTime` (UTC), or a list of one of these.
    /// </summary>
    public async Task<IReadOnlyDictionary<ProfileId, IReadOnlyDictionary<string, object>>> ReadAsync(
        IReadOnlyCollection<ProfileId> profiles, TraitSchema schema, CancellationToken cancellationToken)
    {
        if (schema.Computed.Count == 0 || profiles.Count == 0)
        {
            return new Dictionary<ProfileId, IReadOnlyDictionary<string, object>>();
        }

        try
        {
            return await ComputeAsync(profiles, schema, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest was replaced long enough ago for its files to be gone: the current one has others.
            return await ComputeAsync(profiles, schema, cancellationToken);
        }
    }

    private async Task<IReadOnlyDictionary<ProfileId, IReadOnlyDictionary<string, object>>> ComputeAsync(
        IReadOnlyCollection<ProfileId> profiles, TraitSchema schema, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        var query = ComputedTraitSql.Write(profiles, schema, eventSchema, now);
        var values = profiles.ToDictionary(p => p, _ => query.OfNoEvents());
        if (query.Text is not { } text)
        {
            return Answer(values);
        }

        using var session = new DuckDbSession(scratch, MemoryMegabytes);
        await using var files = await events.OpenAsync(session, eventSchema, manifest, query.Needed, [.. profiles.Select(p => p.Shard).Distinct()], cancellationToken);
        query.Read(session, text, values);
        return Answer(values);
    }

    private static Dictionary<ProfileId, IReadOnlyDictionary<string, object>> Answer(Dictionary<ProfileId, Dictionary<string, object>> values) =>
        values.ToDictionary(v => v.Key, v => (IReadOnlyDictionary<string, object>)v.Value);
}
