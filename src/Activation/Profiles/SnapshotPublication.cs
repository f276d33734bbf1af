using Activation.Profiles.Events;

namespace Activation.Profiles;

/// <summary>What an import adds to the snapshot, all of it or nothing.</summary>
public sealed record SnapshotPublication
{
    public required ImportId Import { get; init; }

    /// <summary>The highest version of the parts' rows.</summary>
    public required long Version { get; init; }

    /// <summary>By shard, in the order in which they were written.</summary>
    public IReadOnlyList<IReadOnlyDictionary<int, SnapshotFiles>> Parts { get; init; } = [];

    /// <summary>The sources whose rows the parts replace, with what <see cref="SnapshotManifest.StateOf"/> said when they were read.</summary>
    public IReadOnlyDictionary<string, string> Read { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<EventFile> Events { get; init; } = [];

    public IReadOnlyList<AliasFile> Aliases { get; init; } = [];

    /// <summary>Whom the source has listed; null: none of its values is ever gone.</summary>
    public SeenFile? Seen { get; init; }

    /// <summary>The manifest with this in it.</summary>
    /// <exception cref="SnapshotMovedException">A source of <see cref="Read"/> is in another state now.</exception>
    internal SnapshotManifest AddTo(SnapshotManifest manifest, DateTimeOffset at)
    {
        if (manifest.SourceImports.GetValueOrDefault(Import.Source.Value) == Import.Value)
        {
            return manifest;
        }

        if (Read.Any(r => manifest.StateOf(r.Key) != r.Value))
        {
            throw new SnapshotMovedException();
        }

        var generation = manifest.Generation + 1;
        IReadOnlyList<EventFile> events = [.. manifest.Events, .. Events.Select(e => e with { Generation = generation })];
        // Without events there is nothing that aliases would have to lead.
        return manifest with
        {
            Generation = generation,
            Shards = [.. manifest.Shards.Select((shard, i) => shard with { Changes = [.. shard.Changes, .. Parts.Where(p => p.ContainsKey(i)).Select(p => p[i])] })],
            SourceVersions = manifest.SourceVersions.Where(v => v.Key != Import.Source.Value && !Read.ContainsKey(v.Key))
                .Concat(Read.Keys.Append(Import.Source.Value).Distinct(StringComparer.Ordinal).Select(source => KeyValuePair.Create(source, Version)))
                .ToDictionary(StringComparer.Ordinal),
            SourceImports = new Dictionary<string, string>(manifest.SourceImports, StringComparer.Ordinal) { [Import.Source.Value] = Import.Value },
            Events = events,
            Seen = Seen is null ? manifest.Seen : [.. manifest.Seen, Seen],
            Aliases = events.Count == 0 ? manifest.Aliases : [.. manifest.Aliases, .. Aliases.Select(a => a with { Generation = generation })],
            Retired = events.Count == 0 ? [.. manifest.Retired, .. Aliases.Select(a => new RetiredFile(a.Name, at))] : manifest.Retired,
        };
    }
}
