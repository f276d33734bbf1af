using System.Text.Json;
using Activation.Import;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Monitoring.Alerts;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>When alerts are over that no later run ends.</summary>
public sealed class AlertEndTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task HeldExport_IsToldOnce_AndOverWhenItIsDecided()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var source = new SourceDefinition { Name = "Airline", Kind = SourceKind.Crm, DefaultCountry = "US", Mode = SourceMode.Snapshot };
        await host.Get<Definitions>().Sources.PutAsync("airline", source, CancellationToken.None);
        await host.Get<AlertRules>().PutAsync("held", new AlertRule { Kind = AlertKind.ImportHeld, Url = receiver.Address.ToString() }, AlertReceiver.Secret, CancellationToken.None);
        await host.ImportAsync("1.csv", DeliveryHost.Members(("gold", 0, 200)));
        await MinuteAsync(host);
        receiver.Posts.ShouldBeEmpty();

        await host.Get<ActivationStorage>().Blob(StorageNames.Crm, "airline/2.csv").UploadAsync(BinaryData.FromString(DeliveryHost.Members(("gold", 0, 120))));
        await host.Get<ImportRunner>().RunAsync(new ImportMessage("airline"), CancellationToken.None);
        await MinuteAsync(host);
        await MinuteAsync(host);

        var held = (await host.Get<ImportStore>().ListAsync(new SourceId("airline"), "2.csv", CancellationToken.None)).ShouldHaveSingleItem();
        held.State.ShouldBe(ImportState.Held);
        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Text("kind"), told.Text("subject"), told.Text("link")).ShouldBe(("importHeld", "airline", $"/api/imports/{held.ImportId}"));
        told.Text("text").ShouldContain("drop 80 of 200 people");
        (await OpenAsync(host)).ShouldBe(1);

        ImportId.TryParse(held.ImportId, out var import).ShouldBeTrue();
        await host.Get<ImportApprovals>().DiscardAsync(import, CancellationToken.None);
        await MinuteAsync(host);

        (await OpenAsync(host)).ShouldBe(0);
        receiver.Posts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AlertsOfWhatWasDeleted_AreOver_AndThoseOfOthersStay()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineMetaAsync("meta");
        foreach (var sync in new[] { "gone", "here" })
        {
            await host.Get<Definitions>().Segments.PutAsync(sync, new SegmentDefinition { Name = sync, Rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "exists" }) }, CancellationToken.None);
            await host.Get<Definitions>().Syncs.PutAsync(sync, new SyncDefinition { Segment = sync, Destination = "meta", MinimumSize = 0, Schedule = "0 * * * *" }, CancellationToken.None);
        }

        foreach (var kind in new[] { AlertKind.RunLate, AlertKind.Reconnect, AlertKind.ImportRejected })
        {
            await host.Get<AlertRules>().PutAsync(kind.ToString().ToLowerInvariant(), new AlertRule { Kind = kind, Threshold = kind == AlertKind.ImportRejected ? 0.1 : null, Url = receiver.Address.ToString() }, AlertReceiver.Secret, CancellationToken.None);
        }

        await host.ImportAsync("1.csv", "member_id,email,tier\nM1,member1@example.com,gold\n,,gold\n");
        await host.TickAsync();
        await host.PumpAsync();
        host.Time.Advance(TimeSpan.FromHours(5));
        await MinuteAsync(host);
        (await OpenSubjectsAsync(host)).ShouldBe(["airline", "gone", "here"]);

        await host.Get<Definitions>().Syncs.DeleteAsync("gone", CancellationToken.None);
        await host.Get<Definitions>().Sources.DeleteAsync("airline", CancellationToken.None);
        await MinuteAsync(host);

        (await OpenSubjectsAsync(host)).ShouldBe(["here"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RuleThatTellsNoMore_LeavesItsAlertOpen_UntilAllIsAsItShouldBe(bool isPaused)
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.Get<Definitions>().Sources.PutAsync("airline", new SourceDefinition { DefaultCountry = "US" }, CancellationToken.None);
        var rule = new AlertRule { Kind = AlertKind.ImportRejected, Threshold = 0.3, Url = receiver.Address.ToString() };
        await host.Get<AlertRules>().PutAsync("rejected", rule, AlertReceiver.Secret, CancellationToken.None);
        await ImportAsync("1.csv", bad: 2);
        (await OpenAsync(host)).ShouldBe(1);

        Task changed = isPaused ? host.Get<AlertRules>().PutAsync("rejected", rule with { Paused = true }, null, CancellationToken.None) : host.Get<AlertRules>().DeleteAsync("rejected", CancellationToken.None);
        await changed;
        await host.Get<AlertRules>().PutAsync("another", new AlertRule { Kind = AlertKind.RunFailed, Url = receiver.Address.ToString() }, AlertReceiver.Secret, CancellationToken.None);
        await ImportAsync("2.csv", bad: 3);
        (await OpenAsync(host)).ShouldBe(1, "the files are as bad as before");
        receiver.Posts.Count.ShouldBe(1);

        await ImportAsync("3.csv", bad: 1);
        (await OpenAsync(host)).ShouldBe(0);

        async Task ImportAsync(string name, int bad)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await host.ImportAsync(name, "member_id,email\n" + string.Concat(Enumerable.Range(0, 4).Select(i => i < bad ? ",\n" : $"M{i},member{i}@example.com\n")));
            await MinuteAsync(host);
        }
    }

    private static async Task<IEnumerable<string>> OpenSubjectsAsync(DeliveryHost host) =>
        (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).Where(a => a.ResolvedAt is null).Select(a => a.Subject).Order(StringComparer.Ordinal);

    private static async Task MinuteAsync(DeliveryHost host)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Get<AlertWatch>().RunAsync(CancellationToken.None);
        await host.PumpAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task<int> OpenAsync(DeliveryHost host) => (await host.Get<AlertStore>().ListAsync(CancellationToken.None)).Count(a => a.ResolvedAt is null);
}
