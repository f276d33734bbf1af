using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;

namespace Activation.IntegrationTests;

/// <summary>
/// The course of every kill test: an audience in step, a second file, SIGKILL at an exact instant, a new host, and the same truth without anybody's help.
/// </summary>
internal static class KillTest
{
    private const int Customers = 400;
    private const string EveryThreeSeconds = "*/3 * * * * *";
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(90);
    private static readonly object Rule = new { trait = "tier", op = "in", value = new[] { "Gold", "Silver" } };

    /// <param name="duringImport">Whether the point lies in the import of the second file, or in the run after it.</param>
    public static async Task RunAsync(AzuriteFixture azurite, KillPoint point, bool duringImport)
    {
        await using var scenario = await Scenario.StartAsync(azurite, withProxy: true, $"Kill {point.Name}");
        await scenario.DefineAsync(("frequent", Rule));
        var (first, second) = (DemoFiles.First(Customers), DemoFiles.Second(Customers));
        var crm = new TrueCrm();
        await scenario.ImportAsync(first.Name, first.Content);
        await scenario.RunAsync("frequent");
        crm.Apply(first);
        crm.Apply(second);

        if (!duringImport)
        {
            await scenario.ImportAsync(second.Name, second.Content);
        }

        var killed = point.Arm(scenario);
        await (duringImport ? DropAsync(scenario, second) : AskAsync(scenario));
        await killed.WaitAsync(KillLimit);
        await scenario.StartHostAsync(EveryThreeSeconds);

        var truth = crm.Keys(p => p.Tier is "Gold" or "Silver");
        await ConvergeAsync(scenario, truth, point);

        // And it stays so: what was left of the run that was cut off comes to nothing.
        await scenario.Api.RunAsync("frequent");
        (await scenario.AudienceAsync("frequent")).ShouldHoldExactly(truth, $"killed {point.Name}, one run later");
        await scenario.ShouldHaveNoDeadLettersAsync();
        if (duringImport)
        {
            // The audience may be right before the import's lease has ended and another host could finish the receipt.
            await Polling.UntilTrueAsync("the receipt", RecoveryLimit, async () => (await ReceiptAsync(scenario, second)).Text("state") == "completed");
            (await ReceiptAsync(scenario, second)).Number("rowsRead").ShouldBe(second.Rows);
        }
    }

    private static async Task<JsonElement> ReceiptAsync(Scenario scenario, DemoFile file) =>
        (await scenario.Api.GetAsync($"/api/imports?source={Scenario.Source}&name={file.Name}")).Items().ShouldHaveSingleItem();

    /// <summary>The file is dropped into the container, as a company would.</summary>
    private static async Task DropAsync(Scenario scenario, DemoFile file) =>
        await scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobClient($"{Scenario.Source}/{file.Name}").UploadAsync(BinaryData.FromBytes(file.Content));

    private static async Task AskAsync(Scenario scenario)
    {
        try
        {
            await scenario.Api.RequestRunAsync("frequent");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The host died while it answered; the next tick asks again.
        }
    }

    private static async Task ConvergeAsync(Scenario scenario, HashSet<string> truth, KillPoint point)
    {
        try
        {
            await Polling.UntilTrueAsync("the audience to be the truth", RecoveryLimit, async () => truth.SetEquals(await scenario.AudienceAsync("frequent")));
        }
        catch (TimeoutException)
        {
            (await scenario.AudienceAsync("frequent")).ShouldHoldExactly(truth, $"killed {point.Name}");
            throw;
        }
    }
}
