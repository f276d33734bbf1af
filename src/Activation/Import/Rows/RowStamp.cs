namespace Activation.Import.Rows;

/// <summary>What an import adds to a row.</summary>
internal sealed record RowStamp(SourceId Source, long Version, DateTimeOffset ObservedAt, Guid Fingerprint);
