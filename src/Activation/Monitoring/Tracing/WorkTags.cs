using System.Collections;

namespace Activation.Monitoring.Tracing;

/// <summary>What a unit of work is about, as traces and log scopes name it.</summary>
internal sealed class WorkTags(params KeyValuePair<string, object?>[] tags) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly WorkTags None = new();

    public int Count => tags.Length;

    public KeyValuePair<string, object?> this[int index] => tags[index];

    public static WorkTags Of(RunId run) => new(new("sync", run.Sync.Value), new("run", run.Value));

    public static WorkTags Of(BatchId batch) => new(new("sync", batch.Run.Sync.Value), new("run", batch.Run.Value), new("batch", batch.Number));

    public static WorkTags Of(ImportId import) => new(new("source", import.Source.Value), new("import", import.Value));

    public static WorkTags Of(SourceId source) => new(new KeyValuePair<string, object?>("source", source.Value));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => tags.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => tags.GetEnumerator();

    public override string ToString() => string.Join(' ', tags.Select(t => $"{t.Key}:{t.Value}"));
}
