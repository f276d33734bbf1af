using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Activation.IntegrationTests.Import;

/// <summary>Values that a source does not bring again, from the file to the members of a segment.</summary>
public sealed class ExpiryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Everybody = "customer_id,tier\nC-1,Gold\nC-2,Gold\n";
    private const string OnlyTheFirst = "customer_id,tier\nC-1,Gold\n";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Expiry_UnchangedRowListedAgain_IsRenewedAndTheOtherLeavesWithoutAnImport()
    {
        await using var host = await StartAsync(new SourceDefinition { ExpiresAfter = "30d" });
        await host.ImportAsync("a.csv", Everybody);
        time.Advance(TimeSpan.FromDays(20));
        var receipt = await host.ImportAsync("b.csv", OnlyTheFirst);
        (receipt.State, receipt.Unchanged, receipt.Changed).ShouldBe((ImportState.Completed, 1, 0));

        time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMilliseconds(1));
        (await MembersAsync(host)).ShouldBe(["C-1", "C-2"]);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await MembersAsync(host)).ShouldBe(["C-1"]);
        (await ShownAsync(host, "C-1"), await ShownAsync(host, "C-2")).ShouldBe(("Gold", null));
        time.Advance(TimeSpan.FromDays(20));
        (await MembersAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Expiry_AdobeDays_OneDayFromTwentyThreeHundredLastsTwentyFiveHours()
    {
        await using var host = await StartAsync(new SourceDefinition { ExpiresAfter = "1d", Expiry = ExpiryMode.AdobeDays });
        await host.ImportAsync("a.csv", OnlyTheFirst);

        time.Advance(TimeSpan.FromHours(25) - TimeSpan.FromMilliseconds(1));
        (await MembersAsync(host)).ShouldBe(["C-1"]);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await MembersAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Expiry_ManyImports_KeepFewFilesAndWhenEachWasListed()
    {
        await using var host = await StartAsync(new SourceDefinition { ExpiresAfter = "30d" });
        await host.ImportAsync("a.csv", Everybody);
        for (var i = 0; i < 6; i++)
        {
            time.Advance(TimeSpan.FromDays(4));
            await host.ImportAsync($"b{i}.csv", OnlyTheFirst);
        }

        var seen = (await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None)).Seen;
        seen.Count.ShouldBeInRange(1, 5);
        seen.Max(f => f.At).ShouldBe(time.GetUtcNow());
        time.Advance(TimeSpan.FromDays(6));
        (await MembersAsync(host)).ShouldBe(["C-1"]);
    }

    [Fact]
    public async Task Expiry_None_WritesNoFileOfWhomTheSourceLists()
    {
        await using var host = await StartAsync(new SourceDefinition());
        await host.ImportAsync("a.csv", Everybody);

        (await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None)).Seen.ShouldBeEmpty();
        time.Advance(TimeSpan.FromDays(5_000));
        (await MembersAsync(host)).ShouldBe(["C-1", "C-2"]);
    }

    private Task<ImportHost> StartAsync(SourceDefinition source) => ImportHost.StartAsync(azurite.NewAccount().ConnectionString, time: time).PreparedAsync(async host =>
    {
        await host.DefineAsync(source);
    });

    private async Task<List<string>> MembersAsync(ImportHost host)
    {
        var store = host.Get<SnapshotStore>();
        var manifest = await store.ReadManifestAsync(CancellationToken.None);
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        using var session = new DuckDbSession(host.Get<ScratchFolder>());
        await using var rent = await store.OpenAsync(session, schema, manifest, [.. Enumerable.Range(0, ProfileId.ShardCount)], CancellationToken.None);
        using var rule = System.Text.Json.JsonDocument.Parse("""{"trait": "tier", "op": "eq", "value": "Gold"}""");
        var query = SegmentQueryBuilder.Compile(
            RuleParser.Parse(rule.RootElement),
            new RuleContext { Traits = schema, Segments = new Dictionary<string, RuleNode>(), Instant = time.GetUtcNow(), Sources = [.. manifest.SourceVersions.Keys] });
        using var command = session.Command(query.Members.Text, query.Members.Parameters);
        using var reader = command.ExecuteReader();
        var members = new List<string>();
        while (reader.Read())
        {
            members.Add(reader.GetGuid(0) == ProfileId.ForCustomer("C-1").Value ? "C-1" : "C-2");
        }

        return [.. members.Order(StringComparer.Ordinal)];
    }

    /// <summary>The tier that a look-up of the profile shows.</summary>
    private async Task<object?> ShownAsync(ImportHost host, string customer)
    {
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        var rows = await host.Get<ProfileStore>().FindAsync(ProfileId.ForCustomer(customer), CancellationToken.None);
        var living = await host.Get<LivingProfile>().OfAsync(rows, schema, CancellationToken.None);
        return await host.TraitAsync(living.ShouldHaveSingleItem(), "tier");
    }
}
