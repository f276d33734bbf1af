using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activation.IntegrationTests.Support;
using Azure;
using Azure.Storage.Blobs.Specialized;
using Xunit.Abstractions;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>
/// An import of 200,000 rows, whose hosts are killed with SIGKILL at ten random points; in the end everybody is stored exactly as the files say. Points are drawn anew
/// each time: set <see cref="SeedVariable"/> to the seed that a failure names to have the same ones.
/// </summary>
public sealed partial class LargeImportKillTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string SeedVariable = "ACTIVATION_TESTS_SEED";
    private const string FileName = "large.csv";
    private const int Kills = 10;
    private const int ChunkRows = 10_000;
    private const int Checkpoints = 8;
    private const int RequestsBetween = 150;
    private const int Shown = 5;
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Import_KilledAtTenRandomPoints_EndsWithExactlyTheRightProfiles()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var kills = RandomKill.Draw(new Random(seed), Kills, Checkpoints, RequestsBetween);
        var when = $"seed {seed}, killed at {string.Join(", ", kills)}";
        output.WriteLine(when);
        await using var scenario = await Scenario.StartAsync(azurite.NewAccount(), withProxy: true, "Kill large import", settings => settings with
        {
            Environment = new Dictionary<string, string>(settings.Environment, StringComparer.Ordinal) { ["Activation__Import__ChunkRows"] = $"{ChunkRows}" },
        });
        await scenario.DefineAsync();
        var truth = new LargeTruth();
        var (earlier, large) = (LargeFiles.Earlier(), LargeFiles.Large());
        truth.Apply(earlier);
        var expected = truth.Apply(large);
        await scenario.ImportAsync("earlier.csv", earlier);
        var startsAt = scenario.HostOutput.Length;

        await KillDuringImportAsync(scenario, large, kills);

        Counts(await ReceiptAsync(scenario)).ShouldBe(expected, when);
        ShouldGoOnFromCheckpoints(scenario.HostOutput[startsAt..], when);
        ShouldBe(await StoredProfiles.InTableAsync(scenario.Account), truth, $"profile table, {when}");
        ShouldBe(await StoredProfiles.InSnapshotAsync(scenario.Account), truth, $"snapshot, {when}");
    }

    private static async Task KillDuringImportAsync(Scenario scenario, string csv, IReadOnlyList<RandomKill> kills)
    {
        var proxy = scenario.Proxy.ShouldNotBeNull();
        var import = new ImportWatch();
        foreach (var kill in kills)
        {
            // A host that has just started may reach the point before it is known to be healthy.
            var healthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var trap = new StorageTrap(kill.Matches(import), kill.Nth, kill.Moment, async () =>
            {
                await healthy.Task;
                await scenario.KillHostAsync();
            });
            proxy.Set(trap);
            if (scenario.Host is null)
            {
                await RestartAsync(scenario);
            }
            else
            {
                await scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobClient($"{Scenario.Source}/{FileName}").UploadAsync(BinaryData.FromString(csv));
            }

            healthy.SetResult();
            await trap.Sprung.WaitAsync(KillLimit);
        }

        proxy.Set(null);
        await RestartAsync(scenario);
        await Polling.UntilTrueAsync("the import", RecoveryLimit, async () => (await ReceiptAsync(scenario)).Text("state") == "completed");
    }

    /// <summary>The dead host's lease is ended by hand: that a new host waits for it is shown by the tests of single kills.</summary>
    private static async Task RestartAsync(Scenario scenario)
    {
        try
        {
            await scenario.Account.Blobs.GetBlobContainerClient("locks").GetBlobClient($"import-{Scenario.Source}").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409)
        {
            // None was held.
        }

        await scenario.StartHostAsync();
    }

    private static async Task<JsonElement> ReceiptAsync(Scenario scenario) =>
        (await scenario.Api.GetAsync($"/api/imports?source={Scenario.Source}&name={FileName}")).Items().ShouldHaveSingleItem();

    private static LargeReceipt Counts(JsonElement receipt) => new(
        receipt.Number("rowsRead"), receipt.Number("rejected"), receipt.Number("new"), receipt.Number("changed"), receipt.Number("unchanged"), receipt.Number("duplicates"), receipt.Number("merged"));

    /// <summary>A host never begins before where one before it began, and at least one does not begin anew.</summary>
    private static void ShouldGoOnFromCheckpoints(string log, string when)
    {
        var starts = StartedAfter().Matches(log).Select(m => int.Parse(m.Groups["rows"].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        starts.ShouldBeInOrder(SortDirection.Ascending, $"rows that were done at each start, {when}");
        starts[^1].ShouldBeGreaterThanOrEqualTo(ChunkRows, $"rows that were done at the last start, {when}");
    }

    private static void ShouldBe(Dictionary<string, LargeProfile> stored, LargeTruth truth, string where)
    {
        var wrong = truth.People.Values.Where(p => stored.GetValueOrDefault(p.Key) != p).Select(p => $"{p} is {stored.GetValueOrDefault(p.Key)?.ToString() ?? "missing"}")
            .Concat(stored.Values.Where(p => !truth.People.ContainsKey(p.Key)).Select(p => $"{p} should not be there"))
            .ToList();
        wrong.Count.ShouldBe(0, $"of {truth.People.Count} people ({where}): {string.Join("; ", wrong.Take(Shown))}");
    }

    [GeneratedRegex(@"started after (?<rows>\d+) rows", RegexOptions.None, 1000)]
    private static partial Regex StartedAfter();
}
