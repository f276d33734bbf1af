namespace Activation.Profiles.Events;

/// <summary>
/// A Parquet blob with events of one source that happened on one UTC day, sorted by profile: the columns of <see cref="EventColumns"/>.
/// </summary>
/// <param name="Generation">That of the manifest with which it was published, or with which its profiles were last brought up to date.</param>
public sealed record EventFile(DateOnly Day, string Source, string Name, long Rows, long Generation = 0);
