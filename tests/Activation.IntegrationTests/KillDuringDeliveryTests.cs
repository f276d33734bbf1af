using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

public sealed class KillDuringDeliveryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly KillPoint[] Points =
    [
        KillPoint.AtCall("before the platform has applied the first batch", 1, TrapMoment.BeforeRequest),
        KillPoint.AtCall("after the platform has applied the first batch", 1, TrapMoment.AfterResponse),
        KillPoint.AtCall("after the platform has applied the second batch", 2, TrapMoment.AfterResponse),
        new("before the first message is completed", r => r.DeletesMessage("deliver"), 1, TrapMoment.BeforeRequest),
    ];

    public static TheoryData<string> Names => new(Points.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Restart_AfterAKill_ReachesTheTruth(string point) =>
        KillTest.RunAsync(azurite, Points.Single(p => p.Name == point), duringImport: false);
}
