namespace Activation.Import.Apply;

/// <summary>What is kept of a part to find its files again.</summary>
/// <param name="Version">The version of its rows, and part of its files' names.</param>
/// <param name="Rows">Rows by shard; a shard without rows has no files.</param>
/// <param name="Aliases">Profiles that were merged with it.</param>
internal sealed record WrittenPart(long Version, IReadOnlyList<long> Rows, long Aliases = 0);
