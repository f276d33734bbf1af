using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Computed;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Values and traits that are sent along with members follow their changes, and nobody else is sent again.</summary>
public sealed class EnrichmentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task ValueTrait_MakesAValueBasedAudience_AndChangedValuesAloneAreSentAgain()
    {
        await using var host = await StartAsync();
        await DefineAsync(host, "worth", "meta", valueTrait: "lifetime_value");
        (await RunAsync(host, "worth")).State.ShouldBe(RunState.Completed);
        await ShouldBeWorthAsync(host, (1, 10.5), (2, 20), (3, 0), (4, 0));

        await host.ImportAsync("2.csv", Csv((1, "Gold", "11.25"), (2, "Silver", "20"), (3, "Gold", "3"), (4, "Gold", "-7")));
        var changed = await RunAsync(host, "worth");
        (changed.State, changed.Adds, changed.Removes, changed.Received, changed.Activated).ShouldBe((RunState.Completed, 2, 0, 4, 4));
        await ShouldBeWorthAsync(host, (1, 11.25), (2, 20), (3, 3), (4, 0));

        (await RunAsync(host, "worth")).Adds.ShouldBe(0);
        (await RunAsync(host, "worth", RunMode.Full)).Adds.ShouldBe(4);
        await ShouldBeWorthAsync(host, (1, 11.25), (2, 20), (3, 3), (4, 0));
    }

    [Fact]
    public async Task ChangedValue_ThatDidNotArrive_IsSentByTheNextRun_AndTheMemberStaysIn()
    {
        await using var host = await StartAsync();
        await DefineAsync(host, "worth", "meta", valueTrait: "lifetime_value");
        await RunAsync(host, "worth");
        await host.ImportAsync("2.csv", Csv((1, "Gold", "99")));
        host.Platform.Answer = call => call.Operation == "add" ? new SandboxAnswer(500) : null;
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var failing = await host.RequestAsync("worth");
        await host.PumpAsync(TimeSpan.FromMinutes(5));
        host.Platform.Answer = null;
        await ShouldBeWorthAsync(host, (1, 10.5), (2, 20), (3, 0), (4, 0));

        var next = await RunAsync(host, "worth");

        (next.State, next.Adds, next.Activated).ShouldBe((RunState.Completed, 1, 4));
        (await host.RunOfAsync(failing)).State.ShouldBe(RunState.Superseded);
        await ShouldBeWorthAsync(host, (1, 99), (2, 20), (3, 0), (4, 0));
    }

    [Fact]
    public async Task ResendOnChange_IsAChoice()
    {
        await using var host = await StartAsync();
        await DefineAsync(host, "worth", "meta", valueTrait: "lifetime_value", resend: false);
        await RunAsync(host, "worth");
        await host.ImportAsync("2.csv", Csv((1, "Gold", "11.25"), (5, "Gold", "50")));

        (await RunAsync(host, "worth")).Adds.ShouldBe(1);

        await ShouldBeWorthAsync(host, (1, 10.5), (2, 20), (3, 0), (4, 0), (5, 50));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await host.RunAsync("worth", RunMode.Full)).Adds.ShouldBe(5);
        await ShouldBeWorthAsync(host, (1, 11.25), (2, 20), (3, 0), (4, 0), (5, 50));
        (await RunAsync(host, "worth")).Adds.ShouldBe(0);
    }

    [Fact]
    public async Task Traits_ImportedAndComputed_GoAlongToAWebhook_AndFollowTheirChanges()
    {
        await using var host = await StartAsync();
        await host.Get<Definitions>().Sources.PutAsync("web", new SourceDefinition { Name = "Web", Kind = SourceKind.Events }, CancellationToken.None);
        await host.Get<TraitService>().PutComputedAsync("orders", new TraitDefinition { Event = JsonSerializer.SerializeToElement("Purchase"), Measure = "count" }, CancellationToken.None);
        await host.Get<TraitService>().PutComputedAsync("spent", new TraitDefinition { Event = JsonSerializer.SerializeToElement("Purchase"), Measure = "sum", Property = "value" }, CancellationToken.None);
        await EventsAsync(host, "1.csv", "M00001,Purchase,2026-11-23T10:00:00Z,12.5", "M00001,Purchase,2026-11-23T11:00:00Z,2");
        await host.DefineWebhookAsync("hook");
        await DefineAsync(host, "told", "hook", valueTrait: "spent", traits: ["tier", "orders", "spent"]);
        (await RunAsync(host, "told")).State.ShouldBe(RunState.Completed);
        Told(host, 1).ShouldBe("value=14.5 trait:tier=Gold trait:orders=2 trait:spent=14.5");
        Told(host, 2).ShouldBe("value=0 trait:tier=Silver trait:orders=0");

        await EventsAsync(host, "2.csv", "M00002,Purchase,2026-11-23T12:00:00Z,7");
        var run = await RunAsync(host, "told");

        (run.State, run.Adds).ShouldBe((RunState.Completed, 1));
        Told(host, 2).ShouldBe("value=7 trait:tier=Silver trait:orders=1 trait:spent=7");
        Told(host, 1).ShouldBe("value=14.5 trait:tier=Gold trait:orders=2 trait:spent=14.5");
    }

    [Fact]
    public async Task Traits_OfPeopleWithSeveralSources_AreTheNewestOnes()
    {
        await using var host = await StartAsync();
        await host.Get<Definitions>().Sources.PutAsync("shop", new SourceDefinition { Name = "Shop", Kind = SourceKind.Crm }, CancellationToken.None);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Get<ActivationStorage>().Blob(StorageNames.Crm, "shop/1.csv").UploadAsync(BinaryData.FromString("member_id,tier\nM00002,Platinum\n"), overwrite: true);
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("shop"), CancellationToken.None);
        await host.DefineWebhookAsync("hook");
        await DefineAsync(host, "told", "hook", traits: ["tier"]);

        await RunAsync(host, "told");

        (Told(host, 1), Told(host, 2)).ShouldBe(("trait:tier=Gold", "trait:tier=Platinum"));
    }

    [Fact]
    public async Task BrowserIds_OfTwoPeopleWithOneBrowser_AreNotNamedWhenOneOfThemLeaves()
    {
        const string Shared = "fb.1.1596403881668.1116446470";
        await using var host = await StartAsync();
        var sample = PlatformSamples.All(host.Sandbox.BaseUrl).Single(s => s.Type == "metaconversions");
        await host.DefineAsync("site", sample.Type, sample.Settings, new() { ["accessToken"] = new SandboxOptions().AccessToken });
        await DefineAsync(host, "visitors", "site", traits: ["fbp", "fbc"]);
        await host.ImportAsync("2.csv", $"member_id,tier,fbp,fbc\nM00001,Gold,{Shared},fb.1.1554763741205.one\nM00002,Silver,{Shared},fb.1.1554763741205.two\n");
        (await RunAsync(host, "visitors")).State.ShouldBe(RunState.Completed);
        Held().ShouldBe([Email(1), Email(2), Email(3), Email(4)], ignoreOrder: true);

        await host.ImportAsync("3.csv", "member_id,tier\nM00001,\\N\n");
        (await RunAsync(host, "visitors")).Removes.ShouldBe(1);
        Held().ShouldBe([Email(2), Email(3), Email(4)], ignoreOrder: true);

        IReadOnlyCollection<string> Held() => host.Platform.Keys("metaconversions.visitors").ShouldNotBeNull();

        static string Email(int member) => DeliveryHost.EmailKey(member).Replace("EMAIL:", "em:", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consents_AreSaidOfThoseWhoGaveThem_AndWhereTheyAreAskedForNobodyElseIsSent()
    {
        await using var host = await StartAsync();
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal) { ["data"] = "consent:ad_user_data", ["personal"] = "consent:ad_personalization" };
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition { Name = "Airline", Kind = SourceKind.Crm, DefaultCountry = "US", Mapping = mapping }, CancellationToken.None);
        await host.ImportAsync("2.csv", "member_id,email,country,data,personal\nM00001,member1@example.com,DE,yes,yes\nM00002,member2@example.com,US,,\nM00003,member3@example.com,US,yes,no\nM00004,member4@example.com,GB,yes,\n");
        var google = PlatformSamples.All(host.Sandbox.BaseUrl).Single(s => s.Type == "google");
        await host.Get<DestinationRegistration>().PutAsync(
            new DestinationId("ads"), new DestinationDefinition { Type = google.Type, Settings = JsonSerializer.SerializeToElement(google.Settings) },
            JsonSerializer.SerializeToElement(google.Secret).Deserialize<Dictionary<string, string>>(), CancellationToken.None);
        await DefineAsync(host, "told", "ads");

        var run = await RunAsync(host, "told");

        (run.State, run.Received, run.Activated).ShouldBe((RunState.Completed, 4, 3));
        run.Reasons.ShouldBe(new Dictionary<string, long> { ["consentMissing"] = 1 });
        (await SaidAsync(host, run)).ShouldBe(["1 ad_user_data ad_personalization", "2", "3 ad_user_data"], ignoreOrder: true);

        await host.ImportAsync("3.csv", "member_id,email,country,data,personal\nM00002,member2@example.com,US,yes,yes\n");
        (await SaidAsync(host, await RunAsync(host, "told"))).ShouldBe(["2 ad_user_data ad_personalization"]);
    }

    private Task<DeliveryHost> StartAsync() => DeliveryHost.StartAsync(azurite.NewAccount()).PreparedAsync(async host =>
    {
        await host.DefineMetaAsync("meta");
        await host.ImportAsync("1.csv", Csv((1, "Gold", "10.5"), (2, "Silver", "20"), (3, "Gold", ""), (4, "Gold", "-7")));
    });

    private static async Task DefineAsync(DeliveryHost host, string id, string destination, string? valueTrait = null, IReadOnlyList<string>? traits = null, bool? resend = null)
    {
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "exists" });
        await host.Get<Definitions>().Segments.PutAsync("all", new SegmentDefinition { Name = "All", Rule = rule }, CancellationToken.None);
        var sync = new SyncDefinition { Segment = "all", Destination = destination, Identifiers = ["email"], MinimumSize = 0, MaxRemoveShare = 1, ValueTrait = valueTrait, Traits = traits ?? [], ResendOnChange = resend };
        await host.Get<Definitions>().Syncs.PutAsync(id, sync, CancellationToken.None);
    }

    private static async Task ShouldBeWorthAsync(DeliveryHost host, params (int Member, double Value)[] expected)
    {
        var audience = (await host.Get<SyncStateStore>().GetAsync(new SyncId("worth"), CancellationToken.None)).AudienceId.ShouldNotBeNull();
        host.Platform.Values(audience).ShouldBe(expected.ToDictionary(e => DeliveryHost.EmailKey(e.Member), e => e.Value), ignoreOrder: true);
        (await host.AudienceAsync("worth")).ShouldBe(expected.Select(e => DeliveryHost.EmailKey(e.Member)), ignoreOrder: true);
    }

    /// <summary>What the webhook has of a member beside identifiers.</summary>
    private static string Told(DeliveryHost host, int member)
    {
        var known = host.Platform.WebhookMembers("hook")[ProfileId.ForCustomer(string.Create(CultureInfo.InvariantCulture, $"M{member:d5}")).ToString()];
        return string.Join(' ', new[] { "value", "trait:tier", "trait:orders", "trait:spent" }.Where(known.ContainsKey).Select(k => $"{k}={known[k].ShouldHaveSingleItem()}"));
    }

    /// <summary>The consents that a run's rows have, behind the number of each member.</summary>
    private static async Task<IReadOnlyList<string>> SaidAsync(DeliveryHost host, RunRecord run)
    {
        var members = Enumerable.Range(1, 4).ToDictionary(i => ProfileId.ForCustomer(string.Create(CultureInfo.InvariantCulture, $"M{i:d5}")));
        var said = new List<string>();
        foreach (var batch in await host.BatchesAsync(new RunId(run.RunId)))
        {
            said.AddRange((await host.Get<BatchPayloads>().ReadRowsAsync(batch, CancellationToken.None)).Select(r => string.Join(' ', r.Enrichment.Consents.Prepend($"{members[r.Profile]}"))));
        }

        return said;
    }

    private static Task<RunRecord> RunAsync(DeliveryHost host, string sync, RunMode mode = RunMode.Delta)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        return host.RunAsync(sync, mode);
    }

    private static async Task EventsAsync(DeliveryHost host, string name, params string[] rows)
    {
        await host.Get<ActivationStorage>().Blob(StorageNames.Events, $"web/{name}").UploadAsync(BinaryData.FromString($"member_id,event,time,value\n{string.Join('\n', rows)}\n"), overwrite: true);
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("web"), CancellationToken.None);
    }

    private static string Csv(params (int Member, string Tier, string Value)[] rows)
    {
        var csv = new StringBuilder("member_id,email,tier,lifetime_value\n");
        foreach (var (member, tier, value) in rows)
        {
            csv.Append(CultureInfo.InvariantCulture, $"M{member:d5},member{member}@example.com,{tier},{value}\n");
        }

        return csv.ToString();
    }
}
