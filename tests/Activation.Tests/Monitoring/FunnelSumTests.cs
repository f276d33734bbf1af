using Activation.Import;
using Activation.Monitoring.Funnel;
using Activation.Sync;

namespace Activation.Tests.Monitoring;

public sealed class FunnelSumTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_TwoRuns_AddsUpAndBalances()
    {
        var funnel = FunnelSum.Of(
            new SyncId("gold"),
            [Run(received: 100, activated: 90, Reasons(("suppressed", 3)), Reasons(("emptyEmail", 7))), Run(received: 110, activated: 100, Reasons(("suppressed", 2), ("noAcceptedIdentifier", 4)), Reasons(("emptyEmail", 4)))],
            [Import(10, 2), Import(20, 1)],
            pending: 0);

        funnel.Runs.ShouldBe(2);
        (funnel.Received, funnel.Excluded, funnel.Eligible, funnel.Pending, funnel.Failed, funnel.Activated).ShouldBe((210, 9, 201, 0, 11, 190));
        funnel.ExcludedReasons.ShouldBe(Reasons(("suppressed", 5), ("noAcceptedIdentifier", 4)), ignoreOrder: true);
        funnel.FailedReasons.ShouldBe(Reasons(("emptyEmail", 11)));
        funnel.Imports.ShouldSatisfyAllConditions(i => (i.Files, i.RowsRead, i.Rejected, i.Accepted).ShouldBe((2, 30, 3, 27)), i => i.Rejects["noIdentifier"].ShouldBe(3));
    }

    [Fact]
    public void Of_ReasonThatExcludesSomeAndFailsOthers_CountsEachWhereItBelongs()
    {
        var funnel = FunnelSum.Of(new SyncId("gold"), [Run(received: 10, activated: 3, Reasons(("invalid", 4)), Reasons(("invalid", 3)))], [], pending: 0);

        funnel.ExcludedReasons["invalid"].ShouldBe(4);
        funnel.FailedReasons["invalid"].ShouldBe(3);
    }

    [Theory]
    [InlineData(30, 30, 60)]
    [InlineData(500, 90, 0)]
    public void Of_RunThatDelivers_HasThoseOnTheirWay(long open, long pending, long activated)
    {
        var funnel = FunnelSum.Of(new SyncId("gold"), [Run(received: 100, activated: 90, Reasons(("suppressed", 10)), Reasons())], [], open);

        (funnel.Pending, funnel.Activated).ShouldBe((pending, activated));
        funnel.Received.ShouldBe(funnel.Excluded + funnel.Pending + funnel.Failed + funnel.Activated);
    }

    private static RunRecord Run(long received, long activated, Dictionary<string, long> excluded, Dictionary<string, long> failed) => new()
    {
        RunId = RunId.Scheduled(new SyncId("gold"), Now).Value, Sync = "gold", Mode = RunMode.Delta, State = RunState.Completed, RequestedAt = Now,
        Received = received, Activated = activated, Excluded = excluded.Values.Sum(), Failed = failed.Values.Sum(), Exclusions = excluded,
        Reasons = excluded.Concat(failed).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(r => r.Value), StringComparer.Ordinal),
    };

    private static ImportRecord Import(long read, long rejected) => new()
    {
        ImportId = "airline.0011223344556677", Source = "airline", Name = "x.csv", State = ImportState.Completed, DroppedAt = Now, RowsRead = read, Rejected = rejected, Accepted = read - rejected,
        Reasons = Reasons(("noIdentifier", rejected)),
    };

    private static Dictionary<string, long> Reasons(params (string Code, long Count)[] reasons) => reasons.ToDictionary(r => r.Code, r => r.Count, StringComparer.Ordinal);
}
