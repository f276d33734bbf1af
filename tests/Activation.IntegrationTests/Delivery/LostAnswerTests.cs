using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Profiles;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Calls that were applied there and are unknown here, at a receiver that knows idempotency keys and at one that does not.</summary>
public sealed class LostAnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnswersOfAddsPartsAndRemovesAreLost_AudienceIsExactInTheEnd(bool honours)
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount(), new SandboxOptions { HonourIdempotencyKeys = honours });
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.ImportAsync("one.csv", DeliveryHost.Members(("gold", 1, 1_200)));
        host.Platform.RefusesCallFor = row => row.Contains($"id:{Id(700)}");
        var calls = 0;
        host.Platform.Fault = call => call.IsWebhook && calls++ % 3 == 0 ? SandboxFault.LostResponse : null;

        var run = await host.RunAsync("gold");

        (run.State, run.Activated, run.Failed).ShouldBe((RunState.CompletedWithErrors, 1_199, 1));
        host.Platform.WebhookMembers("hook").Keys.ShouldBe(Enumerable.Range(1, 1_200).Where(i => i != 700).Select(Id), ignoreOrder: true);

        // The half leave, one of them while his add is not known to have been applied.
        host.Time.Advance(TimeSpan.FromHours(1));
        host.Platform.RefusesCallFor = null;
        await host.ImportAsync("two.csv", DeliveryHost.Members(("gold", 5_000, 1)));
        host.Platform.Fault = call => call.IsWebhook ? SandboxFault.LostResponse : null;
        await host.RequestAsync("gold");
        await host.PumpAsync(TimeSpan.FromMinutes(2));
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.ImportAsync("three.csv", DeliveryHost.Members(("silver", 5_000, 1), ("silver", 1, 600)));
        host.Platform.Fault = call => call.IsWebhook && calls++ % 2 == 0 ? SandboxFault.LostResponse : null;
        await host.RunAsync("gold");

        host.Platform.WebhookMembers("hook").Keys.ShouldBe(Enumerable.Range(601, 600).Where(i => i != 700).Select(Id), ignoreOrder: true);
        (await host.RunsAsync("gold"))[0].Received.ShouldBe(600);
    }

    private static string Id(int member) => ProfileId.ForCustomer(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"M{member:d5}")).ToString();
}
