using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>Where the hosts that import a file are killed, one after the other: each at the n-th storage request of its work.</summary>
/// <param name="AtEnd">Counted from when the rows are done: rejects, manifest, receipt, and the removal of checkpoints and file.</param>
internal sealed record RandomKill(int Nth, TrapMoment Moment, bool AtEnd)
{
    /// <summary>No fewer requests follow on the rows.</summary>
    private const int RequestsAtEnd = 12;

    /// <summary>Kills while the rows are imported, spread over the whole work, and one at its end.</summary>
    /// <param name="requests">The import makes no fewer; what is done anew after a kill comes on top, so every kill falls inside.</param>
    public static IReadOnlyList<RandomKill> Draw(Random random, int kills, int requests)
    {
        int[] at = [0, .. Enumerable.Range(0, kills - 1).Select(_ => random.Next(1, requests)).Order()];
        return
        [
            .. at.Skip(1).Select((point, i) => new RandomKill(Math.Max(1, point - at[i]), DrawMoment(random), AtEnd: false)),
            new RandomKill(random.Next(1, RequestsAtEnd), DrawMoment(random), AtEnd: true),
        ];
    }

    /// <summary>A predicate that counts from the import's begin, or end; what a host does beside an import does not count.</summary>
    public Func<ProxiedRequest, bool> Matches()
    {
        var isBegun = false;
        return request =>
        {
            isBegun = isBegun || (AtEnd ? request.WritesBlob("imports/") && !request.Target.Contains("/checkpoint/", StringComparison.Ordinal) : request.WritesTable("Imports"));
            return isBegun && request.Service != StorageService.Queue && !request.Target.StartsWith("/locks/", StringComparison.Ordinal) && !request.Target.StartsWith("/crm?", StringComparison.Ordinal);
        };
    }

    private static TrapMoment DrawMoment(Random random) => random.Next(2) == 0 ? TrapMoment.BeforeRequest : TrapMoment.AfterResponse;

    public override string ToString() => $"{(AtEnd ? "end" : "rows")} {Nth} {Moment}";
}
