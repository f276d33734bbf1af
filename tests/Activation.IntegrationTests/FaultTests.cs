using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests;

/// <summary>A platform that fails, throttles and loses answers.</summary>
public sealed class FaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly object Gold = new { trait = "tier", op = "eq", value = "Gold" };

    [Fact]
    public async Task LostResponse_ThenThePersonLeaves_NoGhostRemains()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", Gold));
        await scenario.ImportAsync("one.csv", "member_id,email,tier\n1,stays@example.com,Gold\n2,ghost@example.com,Gold\n");

        // The add is applied, its answer lost; from then on the platform is down, so the run cannot confirm it.
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scenario.Platform.Fault = call =>
        {
            if (call.Operation is not "add")
            {
                return lost.Task.IsCompleted ? SandboxFault.Error500 : null;
            }

            return lost.TrySetResult() ? SandboxFault.LostResponse : SandboxFault.Error500;
        };
        var unconfirmed = await scenario.Api.RequestRunAsync("gold");
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        scenario.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(2);

        // They leave before any run has seen them confirmed.
        await scenario.ImportAsync("two.csv", "member_id,email,tier\n2,ghost@example.com,Silver\n");

        // Nobody leaves by the run before: until the next one takes somebody out, it must not end by itself.
        var next = false;
        scenario.Platform.Fault = call =>
        {
            next |= call.Operation == "remove";
            return call.Operation == "add" && !next ? SandboxFault.Error500 : null;
        };
        await scenario.RunAsync("gold");

        var crm = new TrueCrm();
        crm.Apply("member_id,email,phone,tier\n1,stays@example.com,,Gold\n");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(crm.Keys(_ => true), "after the run that followed the lost answer");
        (await scenario.Api.RunEndAsync(unconfirmed)).Text("state").ShouldBe("superseded");
        await scenario.ShouldHaveNoDeadLettersAsync();
    }

    [Fact]
    public async Task OneCallInFiveFails_AudienceConvergesWithoutDeadLetters()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var segments = new[] { "Gold", "Silver", "Bronze" };
        await scenario.DefineAsync([.. segments.Select(tier => (tier.ToLowerInvariant(), (object)new { trait = "tier", op = "eq", value = tier }))]);
        scenario.Platform.SetFaults(new SandboxFaultPlan { FailRate = 0.2, Seed = 7 });
        var crm = new TrueCrm();
        foreach (var file in new[] { DemoFiles.First(1500), DemoFiles.Second(1500) })
        {
            await scenario.ImportAsync(file.Name, file.Content);
            crm.Apply(file);
            foreach (var tier in segments)
            {
                await scenario.RunAsync(tier.ToLowerInvariant());
            }
        }

        await scenario.RunAsync("gold", "full");

        foreach (var tier in segments)
        {
            (await scenario.AudienceAsync(tier.ToLowerInvariant())).ShouldHoldExactly(crm.Keys(p => p.Tier == tier), tier);
        }

        scenario.Platform.Calls.Count(c => c.Fault is not null).ShouldBeGreaterThan(0);
        await scenario.ShouldHaveNoDeadLettersAsync();
    }
}
