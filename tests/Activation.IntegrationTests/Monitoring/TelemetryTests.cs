using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;

namespace Activation.IntegrationTests.Monitoring;

/// <summary>What a host sends to a collector, and writes to its console.</summary>
public sealed class TelemetryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string[] Steps = ["drop", "import", "imported", "evaluate", "plan", "deliver", "POST platform", "close"];

    private static readonly string[] Metrics =
    [
        "activation.imports", "activation.import.rows", "activation.import.rejects", "activation.import.duration", "activation.runs", "activation.run.members", "activation.run.duration",
        "activation.run.step.duration", "activation.audience.size", "activation.delivery.calls", "activation.delivery.duration", "activation.delivery.rows", "activation.queue.age",
    ];

    [Fact]
    public async Task DroppedFile_IsOneTraceUpToThePlatform_AndNothingPersonalIsSent()
    {
        await using var collector = await Collector.StartAsync();
        await using var scenario = await Scenario.StartAsync(azurite.NewAccount(), withProxy: false, nameof(DroppedFile_IsOneTraceUpToThePlatform_AndNothingPersonalIsSent), settings => settings with
        {
            Environment = settings.Environment.Concat(collector.Environment).ToDictionary(StringComparer.Ordinal),
        });
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "Gold" }));
        await scenario.Api.PutAsync("/api/syncs/gold", new { segment = "gold", destination = "meta", minimumSize = 0, maxRemoveShare = 1, afterImport = true });
        var (file, crm) = (DemoFiles.First(400), new TrueCrm());
        crm.Apply(file);

        // Dropped as its owner would, under a name that is somebody's.
        await scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobClient($"{Scenario.Source}/Zebulon.Quartermain@example.com.csv").UploadAsync(BinaryData.FromBytes(file.Content));
        var truth = crm.Keys(p => p.Tier == "Gold");
        await Polling.UntilTrueAsync("the audience to be complete", Limit, async () => (await scenario.AudienceAsync("gold")).Count == truth.Count);
        await scenario.Api.PostAsync("/api/profiles/lookup", new { email = "zebulon.quartermain@example.com" });

        // One trace id from the drop to every call that changed the audience.
        var calls = scenario.Platform.Calls.Where(c => c.Operation is "add" or "create").ToList();
        calls.ShouldNotBeEmpty();
        var trace = calls.Select(c => c.TraceParent.ShouldNotBeNull().Split('-')[1]).Distinct().ShouldHaveSingleItem();
        await Polling.UntilTrueAsync($"the spans of trace {trace}", Limit, () => Task.FromResult(collector.SpansOf(trace).IsSupersetOf(Steps)));
        await Polling.UntilTrueAsync("the metrics", Limit, () => Task.FromResult(Metrics.All(m => collector.HasText("metrics", m))));
        await Polling.UntilTrueAsync("the logs with their scopes", Limit, () => Task.FromResult(collector.HasText("logs", "is Completed") && collector.HasText("logs", "batch")));
        await scenario.KillHostAsync();

        var needles = new Needles([.. file.PersonalData, .. DemoNames.Streets, "Zebulon", "Quartermain", .. crm.People.Select(p => p.Email).OfType<string>()]);
        foreach (var signal in new[] { "metrics", "traces", "logs" })
        {
            collector.Bodies(signal).ShouldNotBeEmpty();
            collector.Bodies(signal).ShouldAllBe(b => !needles.IsIn(b), signal);
        }

        needles.IsIn(System.Text.Encoding.UTF8.GetBytes(scenario.HostOutput)).ShouldBeFalse("the console");
    }
}
