using Activation.Storage;

namespace Activation.Segments.History;

/// <summary>The sizes of segments over time, a point for each evaluation: the table `SegmentPopulation`. Members themselves are not kept.</summary>
public sealed class SegmentPopulation(ActivationStorage storage)
{
    /// <summary>Points that are kept of a segment: six weeks of hourly evaluations.</summary>
    public const int MaxPoints = 1_000;

    private readonly HistoryTable<PopulationPoint> table = new(storage.Table(StorageNames.SegmentPopulationTable), DefinitionJson.Default.PopulationPoint, MaxPoints);

    /// <summary>Adding the same evaluation again changes nothing.</summary>
    /// <param name="version">Of the segment.</param>
    internal Task AddAsync(SegmentId segment, DateTimeOffset at, long members, long? version, CancellationToken cancellationToken) =>
        table.AppendAsync(
            segment.Value,
            (_, newest) => newest?.At == at ? null : new PopulationPoint { At = at, Members = members, Change = members - newest?.Members, Version = version },
            cancellationToken);

    public async Task<PopulationPoint?> NewestAsync(SegmentId segment, CancellationToken cancellationToken) => (await table.NewestAsync(segment.Value, cancellationToken))?.Document;

    /// <summary>The newest first.</summary>
    /// <param name="before">The number of a point: only earlier ones; null: from the newest on.</param>
    public Task<IReadOnlyList<(long Number, PopulationPoint Point)>> ListAsync(SegmentId segment, int limit, long? before, CancellationToken cancellationToken) =>
        table.ListAsync(segment.Value, limit, before, cancellationToken);
}
