using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

public sealed class KillDuringImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly KillPoint[] Points =
    [
        new("before the file is registered", r => r.SendsMessage("import"), 1, TrapMoment.BeforeRequest),
        new("amid the profile table's transactions", r => r.WritesBatch, 3, TrapMoment.AfterResponse),
        new("before the first changes file", r => r.WritesBlob("snapshot/") && !r.WritesBlob("snapshot/traits.json"), 1, TrapMoment.BeforeRequest),
        new("before the manifest names the changes", r => r.WritesBlob("snapshot/manifest.json"), 1, TrapMoment.BeforeRequest),
        new("after the manifest, before the receipt", r => r.WritesBlob("snapshot/manifest.json"), 1, TrapMoment.AfterResponse),
        new("after the dropped file is deleted", r => r.DeletesBlob("crm/"), 1, TrapMoment.AfterResponse),
    ];

    public static TheoryData<string> Names => new(Points.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Restart_AfterAKill_ReachesTheTruth(string point) =>
        KillTest.RunAsync(azurite, Points.Single(p => p.Name == point), duringImport: true);
}
