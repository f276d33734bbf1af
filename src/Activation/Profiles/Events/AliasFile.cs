namespace Activation.Profiles.Events;

/// <summary>
/// A Parquet blob of profiles that were merged into others: `old` UUID and `pid` UUID. An alias is about the events of files up to its generation:
/// what is recorded for the old profile later is its own again.
/// </summary>
/// <param name="Generation">That of the manifest with which it was published; null for a compacted file, which has each alias's own in `generation`.</param>
public sealed record AliasFile(string Name, long Rows, long? Generation = null);
