using System.Globalization;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Passes;
using Activation.Storage;
using Activation.Sync;
using Azure.Data.Tables;

namespace Activation.IntegrationTests.Delivery;

/// <summary>The syncs of one tick share what they evaluate, and each has exactly the members that it would have alone.</summary>
public sealed class TickTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] Tiers = ["gold", "silver", "bronze"];

    [Fact]
    public async Task SyncsOfOneTick_AreEvaluatedAtItsInstant_EachToItsOwnAudience()
    {
        await using var host = await StartAsync();
        await host.Get<Definitions>().Syncs.PutAsync("gold-again", (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull(), CancellationToken.None);
        var tick = host.Time.GetUtcNow();
        await host.TickAsync();
        host.Time.Advance(TimeSpan.FromSeconds(40));
        await host.PumpAsync();

        foreach (var (sync, from) in new[] { ("gold", 0), ("gold-again", 0), ("silver", 20), ("bronze", 40) })
        {
            var run = (await host.RunsAsync(sync)).ShouldHaveSingleItem();
            (run.State, run.EvaluatedAt, run.Received).ShouldBe((RunState.Completed, tick, 20));
            (await host.AudienceAsync(sync)).Where(k => k.StartsWith("EMAIL:", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(from, 20).Select(DeliveryHost.EmailKey), ignoreOrder: true);
        }

        PassFiles(host).ShouldBeEmpty("everybody has read what the pass found");
    }

    [Fact]
    public async Task OneSyncFails_TheOthersRunAllTheSame_AndTheTickFailsOnlyIfAllDo()
    {
        await using var host = await StartAsync();
        await BreakAsync("bronze");
        await host.TickAsync();
        await host.PumpAsync();
        foreach (var sync in new[] { "gold", "silver" })
        {
            (await host.RunsAsync(sync)).ShouldHaveSingleItem().State.ShouldBe(RunState.Completed);
        }

        (await host.RunsAsync("bronze")).ShouldBeEmpty();
        await BreakAsync("gold");
        await BreakAsync("silver");
        await Should.ThrowAsync<AggregateException>(host.TickAsync);

        Task BreakAsync(string sync) => host.Get<ActivationStorage>().Table(StorageNames.SyncStatesTable).UpsertEntityAsync(new TableEntity(sync, "state") { ["json"] = "{"u8.ToArray() }, TableUpdateMode.Replace);
    }

    [Fact]
    public async Task MembersThatSeveralAskFor_AreFoundInOnePass_AndForgottenWhenAllHaveThem()
    {
        await using var host = await StartAsync();
        var passes = host.Get<SegmentPasses>();
        var (manifest, context) = await ContextAsync(host);
        var (gold, silver, bronze) = (Rule("gold"), Rule("silver"), Rule("bronze"));

        (await FindAsync(gold, None())).ShouldBeNull("nobody else asks");
        var first = (await FindAsync(gold, These(silver, gold, bronze, Rule("plastic", "unheard")))).ShouldNotBeNull();
        var second = (await FindAsync(silver, Unasked())).ShouldNotBeNull();
        Members(host, first, manifest).ShouldBe(People(0), ignoreOrder: true);
        Members(host, second, manifest).ShouldBe(People(20), ignoreOrder: true);
        await first.DisposeAsync();
        await second.DisposeAsync();
        PassFiles(host).ShouldNotBeEmpty("others will ask");

        foreach (var (rule, from) in new[] { (gold, 0), (bronze, 40) })
        {
            await using var rent = (await FindAsync(rule, Unasked())).ShouldNotBeNull();
            Members(host, rent, manifest).ShouldBe(People(from), ignoreOrder: true);
        }

        // The rule of a trait that nobody has is a question too.
        await using (var nobody = (await FindAsync(Rule("plastic", "unheard"), Unasked())).ShouldNotBeNull())
        {
            Members(host, nobody, manifest).ShouldBeEmpty();
        }

        PassFiles(host).ShouldBeEmpty();

        Task<SegmentMembersRent?> FindAsync(RuleNode rule, IAsyncEnumerable<RuleNode> others) =>
            passes.FindAsync(manifest, rule, SegmentQueryBuilder.Compile(rule, context), context, others, CancellationToken.None);
    }

    [Fact]
    public async Task NewData_IsNeverAnsweredFromAPassOverTheOld()
    {
        await using var host = await StartAsync();
        var (before, context) = await ContextAsync(host);
        var old = (await host.Get<SegmentPasses>().FindAsync(before, Rule("gold"), SegmentQueryBuilder.Compile(Rule("gold"), context), context, These(Rule("silver")), CancellationToken.None)).ShouldNotBeNull();
        await host.ImportAsync("more.csv", DeliveryHost.Members(("gold", 60, 5)));
        var (after, now) = await ContextAsync(host);

        await using var fresh = (await host.Get<SegmentPasses>().FindAsync(after, Rule("gold"), SegmentQueryBuilder.Compile(Rule("gold"), now), now, These(Rule("silver")), CancellationToken.None)).ShouldNotBeNull();

        Members(host, fresh, after).Count.ShouldBe(25);
        Members(host, old, before).Count.ShouldBe(20, "it stays for who reads it");
        await old.DisposeAsync();
    }

    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        foreach (var tier in Tiers)
        {
            await host.DefineSyncAsync(tier, "meta");
        }

        await host.ImportAsync("members.csv", DeliveryHost.Members(("gold", 0, 20), ("silver", 20, 20), ("bronze", 40, 20)));
    });

    private static async Task<(SnapshotManifest Manifest, RuleContext Context)> ContextAsync(DeliveryHost host)
    {
        var manifest = await host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None);
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        var segments = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        return (manifest, new RuleContext { Traits = schema, Segments = segments, Instant = host.Time.GetUtcNow(), Sources = [.. manifest.SourceVersions.Keys] });
    }

    private static RuleNode Rule(string tier, string trait = "tier") =>
        RuleParser.Parse(new SegmentDefinition { Rule = JsonSerializer.SerializeToElement(new { trait, op = "eq", value = tier }) });

    private static async IAsyncEnumerable<RuleNode> These(params RuleNode[] rules)
    {
        await Task.Yield();
        foreach (var rule in rules)
        {
            yield return rule;
        }
    }

    private static IAsyncEnumerable<RuleNode> None() => These();

    private static async IAsyncEnumerable<RuleNode> Unasked()
    {
        await Task.Yield();
        yield return true ? throw new InvalidOperationException("The members were evaluated a second time.") : Rule("none");
    }

    private static List<Guid> Members(DeliveryHost host, SegmentMembersRent rent, SnapshotManifest manifest)
    {
        using var session = new DuckDbSession(host.Get<ScratchFolder>());
        var found = new List<Guid>();
        for (var range = 0; range < SnapshotStore.Ranges(manifest).Count; range++)
        {
            using var command = session.Command(rent.InRange(range).Text);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                found.Add(reader.GetGuid(0));
            }
        }

        return found;
    }

    private static List<Guid> People(int from) =>
        [.. Enumerable.Range(from, 20).Select(i => ProfileId.ForCustomer(string.Create(CultureInfo.InvariantCulture, $"M{i:d5}")).Value)];

    private static string[] PassFiles(DeliveryHost host) => Directory.GetFiles(host.Get<ScratchFolder>().Path, "*.members.parquet");
}
