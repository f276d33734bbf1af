using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A host that is killed while it carries a deletion out leaves nothing behind that the next one does not find.</summary>
public sealed class KillDuringPrivacyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly KillPoint[] Points =
    [
        new("after the people are found", r => r.WritesBlob("privacy/") && r.Target.Contains("people", StringComparison.Ordinal), 1, TrapMoment.AfterResponse),
        new("before the snapshot names what was written again", r => r.WritesBlob("snapshot/manifest.json"), 1, TrapMoment.BeforeRequest),
        new("after the ledger is written again", r => r.WritesBlob("ledger/all/") && r.Target.Contains("-base-", StringComparison.Ordinal), 1, TrapMoment.AfterResponse),
        new("before the identifiers are deleted", r => r.DeletesBlob("privacy/"), 1, TrapMoment.BeforeRequest),
        new("before the end is noted", r => r.DeletesBlob("privacy/"), 2, TrapMoment.AfterResponse),
    ];

    /// <summary>In one world, into which the person comes back after each deletion.</summary>
    [Fact]
    public async Task Restart_AfterAKillAtEachPoint_CarriesTheDeletionOut()
    {
        await using var scenario = await PrivacyWorld.StartAsync(azurite, nameof(KillDuringPrivacyTests), withProxy: true);
        await PrivacyWorld.FillAsync(scenario);
        foreach (var point in Points)
        {
            var killed = point.Arm(scenario);
            var request = await PrivacyWorld.RequestAsync(scenario, new { type = "delete", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } });
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
            await scenario.StartHostAsync();

            var ended = await PrivacyWorld.EndAsync(scenario, request);
            ended.Text("status").ShouldBe("FINISHED", $"killed {point.Name}: {ended.GetRawText()}");
            (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), $"killed {point.Name}");
            var left = await new StorageSearch(scenario.Account, PrivacyWorld.IdentifiersOfPat()).FindAsync();

            // What a host wrote and died over before a manifest named it goes when it is old enough to be told from what another host is writing.
            left.ShouldAllBe(found => found.Contains("/base-", StringComparison.Ordinal), $"killed {point.Name}: {string.Join(", ", left)}");
            (await PrivacyWorld.RunAsync(scenario, new { type = "unsuppress", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } })).Text("status").ShouldBe("FINISHED");
            await PrivacyWorld.ComeBackAsync(scenario);
        }
    }
}
