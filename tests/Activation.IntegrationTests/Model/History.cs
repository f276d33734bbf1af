using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery.DeadLetters;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
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
    private readonly DeliveryHost peer;
    private readonly Dictionary<string, string> deleted = new(StringComparer.Ordinal);
    private readonly List<string> told = [];
    private readonly Lock gate = new();
    private double faults;
    private int files;

    /// <summary>Of the message under way: the host stops at this call from now.</summary>
    private (CancellationTokenSource Stop, int Calls, bool Applied)? stopping;

    private History(int seed, DeliveryHost host)
    {
        random = new Random(seed);
        this.host = host;
        peer = host.Peer();
    }

    /// <summary>What happened, for whoever looks into a failure.</summary>
    public string Story => string.Join('\n', told);

    public static async Task<History> StartAsync(int seed, AzuriteAccount account)
    {
        var history = new History(seed, await DeliveryHost.StartAsync(account, ("Activation:Privacy:ReaderGraceMinutes", "0"), ("Activation:Privacy:ExportPickupHours", "0")));
        history.host.Platform.Fault = history.FaultOf;
        history.host.Platform.BeforeApply = (_, _) => history.StopAt(applied: false);
        history.host.Platform.AfterApply = (_, _) => history.StopAt(applied: true);
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
            faults = random.Next(3) == 0 ? 0 : 0.2 + (0.5 * random.NextDouble());
            await CommandAsync();
            await HandleSomeAsync();
        }
    }

    /// <summary>Ends the faults, and compares.</summary>
    public async Task ShouldConvergeAsync()
    {
        faults = 0;
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
        await peer.Owned.DisposeAsync();
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

    private Task CommandAsync() => random.Next(20) switch
    {
        < 7 => ImportAsync(),
        < 10 => EditRuleAsync(AnySync()),
        < 12 => DefineSyncAsync(AnySync(), paused: random.Next(2) == 0, name: null),
        < 13 => DefineSyncAsync(AnySync(), paused: false, name: string.Create(CultureInfo.InvariantCulture, $"Name {random.Next(100)}")),
        < 14 => SuppressAsync(random.Next(AudienceModel.People)),
        14 when deleted.Count == 0 => DeleteAsync("s1"),
        < 17 => RequestAsync(AnySync(), random.Next(3) == 0 ? RunMode.Full : RunMode.Delta),
        _ => TickAsync(),
    };

    private string AnySync() => string.Create(CultureInfo.InvariantCulture, $"s{random.Next(3)}");

    private async Task ImportAsync()
    {
        var csv = new StringBuilder("member_id,email,tier,phone\n");
        var rows = random.Next(1, 10);
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

    private async Task HandleSomeAsync()
    {
        for (var messages = random.Next(12); messages > 0; messages--)
        {
            if (host.Queue.TryReceiveAny(random) is not { } message)
            {
                return;
            }

            switch (random.Next(12))
            {
                case 0:
                    Tell($"lost: {message.Id}");
                    break;
                case 1:
                    Tell($"twice: {message.Id}");
                    await HandleAsync(host, message);
                    await HandleAsync(peer, message);
                    break;
                default:
                    await HandleAsync(random.Next(2) == 0 ? host : peer, message);
                    break;
            }
        }
    }

    /// <summary>By a host that may stop in the middle; then the broker hands the message over again.</summary>
    private async Task HandleAsync(DeliveryHost by, DeduplicatingQueue.Message message)
    {
        using var stop = new CancellationTokenSource();
        lock (gate)
        {
            stopping = random.Next(4) == 0 ? (stop, random.Next(3), random.Next(2) == 0) : null;
        }

        try
        {
            await by.HandleAsync(message, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Tell($"stopped: {message.Id}");
            host.Queue.PutBack(message);
        }

        lock (gate)
        {
            stopping = null;
        }
    }

    private Task StopAt(bool applied)
    {
        lock (gate)
        {
            if (stopping is not { } plan || plan.Applied != applied)
            {
                return Task.CompletedTask;
            }

            stopping = plan with { Calls = plan.Calls - 1 };
            if (plan.Calls > 0)
            {
                return Task.CompletedTask;
            }

            stopping = null;
            plan.Stop.Cancel();
            return Task.CompletedTask;
        }
    }

    private SandboxFault? FaultOf(SandboxCall call)
    {
        lock (gate)
        {
            return random.NextDouble() >= faults ? null : random.Next(4) switch
            {
                0 => SandboxFault.Throttle,
                1 => SandboxFault.Html,
                2 => SandboxFault.LostResponse,
                _ => SandboxFault.Error500,
            };
        }
    }

    private void Tell(string what) => told.Add(what);
}
