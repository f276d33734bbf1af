using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

public sealed class KillDuringEvaluationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly KillPoint[] Points =
    [
        new("before the run is queued", r => r.SendsMessage("evaluate"), 1, TrapMoment.BeforeRequest),
        new("before the first batch is stored", r => r.WritesBlob("batches/"), 1, TrapMoment.BeforeRequest),
        new("after the second batch is stored", r => r.WritesBlob("batches/"), 2, TrapMoment.AfterResponse),
        new("before the first batch is queued", r => r.SendsMessage("deliver"), 1, TrapMoment.BeforeRequest),
    ];

    public static TheoryData<string> Names => new(Points.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Restart_AfterAKill_ReachesTheTruth(string point) =>
        KillTest.RunAsync(azurite, Points.Single(p => p.Name == point), duringImport: false);
}
