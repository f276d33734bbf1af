using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests;

/// <summary>Two members with one email, or one phone: the platform removes by any key, and must not take the other along.</summary>
public sealed class SharedIdentifierTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Header = "member_id,email,phone,tier\n";

    private static readonly (string, object) Gold = ("gold", new { trait = "tier", op = "eq", value = "Gold" });

    [Fact]
    public async Task SharedEmail_OneLeavesThenTheOther_StaysUntilTheSecondIsGone()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(Gold);
        var crm = new TrueCrm();

        await StepAsync(scenario, crm, "both are in", Header + "1,family@example.com,,Gold\n2,family@example.com,,Gold\n3,other@example.com,,Gold\n");
        await StepAsync(scenario, crm, "the first has left", Header + "1,family@example.com,,Silver\n");
        await StepAsync(scenario, crm, "the second has left", Header + "2,family@example.com,,Silver\n");
    }

    [Fact]
    public async Task SharedPhone_DifferentEmails_TheOneWhoStaysKeepsEveryKey()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(Gold);
        var crm = new TrueCrm();

        await StepAsync(scenario, crm, "both are in", Header + "1,one@example.com,+442079460123,Gold\n2,two@example.com,+442079460123,Gold\n");
        await StepAsync(scenario, crm, "the first has left", Header + "1,one@example.com,+442079460123,Silver\n");
        await StepAsync(scenario, crm, "the first is back", Header + "1,one@example.com,+442079460123,Gold\n");
        await StepAsync(scenario, crm, "the second has left", Header + "2,two@example.com,+442079460123,Silver\n");
        await StepAsync(scenario, crm, "both have left", Header + "1,one@example.com,+442079460123,Silver\n");
    }

    [Fact]
    public async Task ChangedEmail_SharedWithAnother_OldOneStaysForTheOther()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(Gold);
        var crm = new TrueCrm();

        await StepAsync(scenario, crm, "both are in", Header + "1,family@example.com,+442079460123,Gold\n2,family@example.com,+442079460456,Gold\n");
        await StepAsync(scenario, crm, "the first has an email of their own", Header + "1,own@example.com,+442079460123,Gold\n");
        await StepAsync(scenario, crm, "the second too", Header + "2,second@example.com,+442079460456,Gold\n");
    }

    [Fact]
    public async Task EmailPassedOn_FromOneWhoLeavesToOneWhoJoins_IsIn()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(Gold);
        var crm = new TrueCrm();

        await StepAsync(scenario, crm, "the first is in", Header + "1,desk@example.com,+442079460123,Gold\n2,second@example.com,,Silver\n");
        await StepAsync(scenario, crm, "the second has taken over", Header + "1,desk@example.com,+442079460123,Silver\n2,desk@example.com,,Gold\n");
    }

    private static async Task StepAsync(Scenario scenario, TrueCrm crm, string when, string csv)
    {
        crm.Apply(csv);
        await scenario.ImportAsync($"{Guid.NewGuid():N}.csv", csv);
        await scenario.RunAsync("gold");
        (await scenario.AudienceAsync("gold")).ShouldHoldExactly(crm.Keys(p => p.Tier == "Gold"), when);
    }
}
