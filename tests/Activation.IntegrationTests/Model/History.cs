using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery.DeadLetters;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Model;

/// <summary>
/// One history of a company that uses the product while everything goes wrong that may: files, edits, pauses, a deletion and privacy requests, in between steps of two
/// hosts that are handed messages in any order, some of them twice and some never, and that stop in the middle of a call; and a platform that fails, asks to wait, and
/// answers into the void. Then the faults end, and everything must be as the model says. All of it follows from the seed.
/// </summary>
internal sealed class History : IAsyncDisposable
{
    private static readonly string[] Tiers = ["gold", "silver", "bronze", "none"];

    private readonly Random random;
    private readonly AudienceModel model = new();
    private readonly DeliveryHost host;
    private readonly UnreliableHosts hosts;
    private readonly Dictionary<string, string> deleted = new(StringComparer.Ordinal);
    private readonly List<string> told = [];
    private int files;

    private History(int seed, DeliveryHost host)
    {
        random = new Random(seed);
        this.host = host;
        hosts = new UnreliableHosts(random, host, Tell);
    }

    /// <summary>What happened, for whoever looks into a failure.</summary>
    public string Story => string.Join('\n', told);

    public static async Task<History> StartAsync(int seed, AzuriteAccount account)
    {
        // Some read their ledger from its files, as they do where it is not as small as here.
        var small = seed % 4 == 0 ? "0" : "512";
        var host = await DeliveryHost.StartAsync(
            account,
            ("Activation:Storage:SmallKilobytes", small),
            ("Activation:Privacy:ReaderGraceMinutes", "0"),
            ("Activation:Privacy:ExportPickupHours", "0"));
        var history = new History(seed, host);
        await history.host.DefineMetaAsync("meta");
        await history.host.DefineWebhookAsync("hook");
        foreach (var sync in new[] { "s0", "s1", "s2" })
        {
            await history.EditRuleAsync(sync);
            await history.DefineSyncAsync(sync, paused: false, name: null);
        }

        return history;
    }

    public async Task LiveAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            // Only who is in an audience can be lost from it: in every other step the platform answers.
            hosts.Faults = random.Next(2) == 0 ? 0 : 0.1 + (0.5 * random.NextDouble());
            await CommandAsync();
            if (random.Next(3) > 0)
            {
                await TickAsync();
            }

            await hosts.HandleSomeAsync();
        }
    }

    /// <summary>Ends the faults, and compares.</summary>
    public async Task ShouldConvergeAsync()
    {
        hosts.Faults = 0;
        foreach (var sync in model.Wanted.Keys.Except(deleted.Keys))
        {
            await DefineSyncAsync(sync, paused: false, name: null);
        }

        for (var tick = 0; tick < 3; tick++)
        {
            host.Time.Advance(TimeSpan.FromHours(1));
            await host.TickAsync();
            await host.Get<PrivacyRequests>().TickAsync(CancellationToken.None);
            await host.PumpAsync();
        }

        foreach (var sync in model.Wanted.Keys)
        {
            if (deleted.TryGetValue(sync, out var audience))
            {
                (host.Platform.Keys(audience) ?? []).ShouldBeEmpty($"{sync} was deleted");
                (await host.Get<Definitions>().Syncs.FindAsync(sync, CancellationToken.None)).ShouldBeNull();
            }
            else if (sync == "s2")
            {
                host.Platform.WebhookMembers("hook").Keys.ShouldBe(model.Members(sync).Select(m => ProfileId.ForCustomer(AudienceModel.Customer(m)).ToString()), ignoreOrder: true);
            }
            else
            {
                (await host.AudienceAsync(sync)).ShouldBe(model.Keys(sync), ignoreOrder: true);
            }

            await RunsShouldBalanceAsync(sync);
        }

        (await host.Get<DeadLetterStore>().ListAsync(null, resolved: false, CancellationToken.None)).ShouldBeEmpty("later runs have made up for them");
        foreach (var request in await host.Get<PrivacyRequests>().ListAsync(CancellationToken.None))
        {
            request.Status.ShouldBe(PrivacyStatus.Finished);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await hosts.DisposeAsync();
        await host.DisposeAsync();
    }

    private async Task RunsShouldBalanceAsync(string sync)
    {
        var runs = await host.RunsAsync(sync);
        foreach (var run in runs)
        {
            run.EndedAt.ShouldNotBeNull($"{run.RunId} is {run.State}");
            (run.Activated + run.Excluded + run.Failed).ShouldBe(run.Received, $"{run.RunId}, {run.State}");
            run.Reasons.Values.Sum().ShouldBe(run.Excluded + run.Failed, $"{run.RunId}, {run.State}");
        }

        if (!deleted.ContainsKey(sync))
        {
            runs[0].State.ShouldBe(RunState.Completed);
            runs[0].Activated.ShouldBe(model.Members(sync).Count);
        }
    }

    private Task CommandAsync() => random.Next(40) switch
    {
        < 22 => ImportAsync(),
        < 26 => EditRuleAsync(AnySync()),
        < 30 => DefineSyncAsync(AnySync(), paused: random.Next(2) == 0, name: null),
        < 32 => DefineSyncAsync(AnySync(), paused: false, name: string.Create(CultureInfo.InvariantCulture, $"Name {random.Next(100)}")),
        < 34 => SuppressAsync(random.Next(AudienceModel.People)),
        34 when deleted.Count == 0 => DeleteAsync("s1"),
        < 39 => RequestAsync(AnySync(), random.Next(3) == 0 ? RunMode.Full : RunMode.Delta),
        _ => Task.CompletedTask,
    };

    private string AnySync() => string.Create(CultureInfo.InvariantCulture, $"s{random.Next(3)}");

    private async Task ImportAsync()
    {
        var csv = new StringBuilder("member_id,email,tier,phone\n");
        var rows = random.Next(1, 5);
        for (var i = 0; i < rows; i++)
        {
            var (person, tier, withPhone) = (random.Next(AudienceModel.People), Tiers[random.Next(Tiers.Length)], random.Next(2) == 0);
            csv.Append(CultureInfo.InvariantCulture, $"{AudienceModel.Customer(person)},{AudienceModel.Email(person)},{tier},{(withPhone ? AudienceModel.Phone(person) : "")}\n");
            model.Import(person, tier, withPhone);
            Tell($"file {files}: {person} is {tier}{(withPhone ? " with phone" : "")}");
        }

        await host.ImportAsync(string.Create(CultureInfo.InvariantCulture, $"{files++:d3}.csv"), csv.ToString());
    }

    private async Task EditRuleAsync(string sync)
    {
        var tiers = Tiers.Where(_ => random.Next(2) == 0).DefaultIfEmpty("gold").ToArray();
        model.Wanted[sync] = tiers;
        Tell($"{sync} wants {string.Join(' ', tiers)}");
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "in", value = tiers });
        await host.Get<Definitions>().Segments.PutAsync(sync, new SegmentDefinition { Name = sync, Rule = rule }, CancellationToken.None);
    }

    private async Task DefineSyncAsync(string sync, bool paused, string? name)
    {
        if (deleted.ContainsKey(sync))
        {
            return;
        }

        Tell($"{sync}{(paused ? " is paused" : " goes on")}{(name is null ? "" : $" as {name}")}");
        var definition = new SyncDefinition
        {
            Segment = sync,
            Destination = sync == "s2" ? "hook" : "meta",
            Identifiers = ["email", "phone"],
            AudienceName = name,
            MinimumSize = 0,
            MaxRemoveShare = 1,
            Paused = paused,
        };
        await host.Get<Definitions>().Syncs.PutAsync(sync, definition, CancellationToken.None);
        await host.Requests.StopAsync(new SyncId(sync), definition, CancellationToken.None);
    }

    private async Task SuppressAsync(int person)
    {
        Tell($"{person} is suppressed");
        model.Suppress(person);
        var request = await host.Get<PrivacyRequests>().CreateAsync(
            PrivacyRequestType.Suppress, suppress: true, [new GivenIdentifier("email", AudienceModel.Email(person), null)], CancellationToken.None);

        // Who the person is is looked up before the next file comes, as the model has it.
        await host.Get<PrivacyWorker>().HandleAsync(new PrivacyMessage(request.RequestId), CancellationToken.None);
    }

    private async Task DeleteAsync(string sync)
    {
        Tell($"{sync} is deleted");
        deleted[sync] = (await host.Get<SyncStateStore>().GetAsync(new SyncId(sync), CancellationToken.None)).AudienceId ?? "";
        await host.Requests.DeleteAsync(new SyncId(sync), AtDeletion.Empty, CancellationToken.None);
    }

    private async Task RequestAsync(string sync, RunMode mode)
    {
        if (deleted.ContainsKey(sync))
        {
            return;
        }

        Tell($"{sync} runs {mode}");
        try
        {
            await host.RequestAsync(sync, mode);
        }
        catch (ProblemException e) when (e.Code == "syncPaused")
        {
            Tell("… which is paused");
        }
    }

    private async Task TickAsync()
    {
        host.Time.Advance(TimeSpan.FromHours(1));
        Tell("tick");
        await host.TickAsync();
        await host.Get<PrivacyRequests>().TickAsync(CancellationToken.None);
    }

    private void Tell(string what) => told.Add(what);
}
