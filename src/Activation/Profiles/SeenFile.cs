namespace Activation.Profiles;

/// <summary>
/// A Parquet blob of the profiles that a source has listed, with when it last did: `pid` UUID, `seen_at` TIMESTAMP, sorted by profile. Rows that did not change are not
/// written again, so this is what keeps their values from being gone. Only sources whose values may be gone have such files.
/// </summary>
/// <param name="At">The latest `seen_at`.</param>
public sealed record SeenFile(string Source, string Name, long Rows, DateTimeOffset At);
