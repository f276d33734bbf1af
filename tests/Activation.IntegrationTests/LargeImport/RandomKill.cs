using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>Where a host that imports a file is killed: at the n-th storage request after it reached a checkpoint.</summary>
/// <param name="Checkpoint">0: the import's begin.</param>
internal sealed record RandomKill(int Checkpoint, int Nth, TrapMoment Moment)
{
    /// <summary>As <see cref="Checkpoint"/>: when the rows are done. Rejects, manifest, receipt and the removal of checkpoints and file follow.</summary>
    private const int End = int.MaxValue;

    /// <summary>No fewer requests follow on the rows.</summary>
    private const int RequestsAtEnd = 12;

    /// <summary>Kills in the order in which they happen: all over the rows, and one after them.</summary>
    /// <param name="checkpoints">The import makes more than these.</param>
    /// <param name="requests">About so many lie between two checkpoints.</param>
    public static IReadOnlyList<RandomKill> Draw(Random random, int kills, int checkpoints, int requests) =>
    [
        .. Enumerable.Range(0, kills - 1).Select(_ => random.Next(checkpoints + 1)).Order().Select(checkpoint => Draw(random, checkpoint, requests)),
        Draw(random, End, RequestsAtEnd),
    ];

    /// <summary>Counts from the import's point on; what a host does beside an import does not count.</summary>
    public Func<ProxiedRequest, bool> Matches(ImportWatch import)
    {
        var life = import.BeginLife();
        return request =>
        {
            import.Note(request);
            return (Checkpoint == End ? import.IsAtEnd : import.HasBegun(life) && import.Checkpoint >= Checkpoint)
                && request.Service != StorageService.Queue && !request.Target.StartsWith("/locks/", StringComparison.Ordinal) && !request.Target.StartsWith("/crm?", StringComparison.Ordinal);
        };
    }

    public override string ToString() => $"{(Checkpoint == End ? "end" : Checkpoint)}+{Nth} {(Moment == TrapMoment.BeforeRequest ? "before" : "after")}";

    private static RandomKill Draw(Random random, int checkpoint, int requests) =>
        new(checkpoint, random.Next(1, requests), random.Next(2) == 0 ? TrapMoment.BeforeRequest : TrapMoment.AfterResponse);
}
