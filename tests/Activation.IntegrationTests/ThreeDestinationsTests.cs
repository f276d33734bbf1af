using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests;

/// <summary>One segment, three kinds of platform, the same people.</summary>
public sealed class ThreeDestinationsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task OneSegment_AtMetaWebhookAndFile_HasTheSamePeople()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "Gold" }));
        await scenario.Api.PutAsync("/api/destinations/hook", new
        {
            type = "webhook",
            settings = new { url = new Uri(scenario.Sandbox.BaseUrl, "/sandbox/webhook/gold") },
            secret = new { signingSecret = new SandboxOptions().WebhookSecret },
        });
        await scenario.Api.PutAsync("/api/destinations/files", new { type = "file", settings = new { folder = "agency" } });
        await scenario.DefineSyncAsync("gold-hook", "gold", "hook");
        await scenario.DefineSyncAsync("gold-files", "gold", "files");
        var crm = new TrueCrm();

        foreach (var file in new[] { DemoFiles.First(600), DemoFiles.Second(600) })
        {
            await scenario.ImportAsync(file.Name, file.Content);
            crm.Apply(file);
            foreach (var sync in new[] { "gold", "gold-hook", "gold-files" })
            {
                (await scenario.RunAsync(sync)).Number("received").ShouldBe(crm.People.Count(p => p.Tier == "Gold"));
            }

            var truth = crm.Keys(p => p.Tier == "Gold");
            var received = scenario.Platform.WebhookMembers("gold");
            var exported = await new ExportedMembers(scenario.Account, "agency").ReadAsync();
            (await scenario.AudienceAsync("gold")).ShouldHoldExactly(truth, $"Meta after {file.Name}");
            exported.Values.SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal).ShouldHoldExactly(truth, $"files after {file.Name}");
            received.Keys.Order(StringComparer.Ordinal).ShouldBe(exported.Keys.Order(StringComparer.Ordinal));
            received.Values.SelectMany(m => m.GetValueOrDefault("email", [])).ToHashSet(StringComparer.Ordinal)
                .SetEquals(crm.People.Where(p => p.Tier == "Gold").Select(p => p.Email).OfType<string>()).ShouldBeTrue();
        }
    }
}
