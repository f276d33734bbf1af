using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Activation.IntegrationTests.Support;
using Azure;
using Azure.Storage.Blobs.Specialized;
using Xunit.Abstractions;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>
/// Two imports of 200,000 rows, whose hosts are killed with SIGKILL at ten random points in all; after each file everybody is stored exactly as the files say. Points
/// are drawn anew each time: set <see cref="SeedVariable"/> to the seed that a failure names to have the same ones.
/// </summary>
public sealed partial class LargeImportKillTests(InMemoryAzurite azurite, ITestOutputHelper output) : IClassFixture<InMemoryAzurite>
{
    private const string SeedVariable = "ACTIVATION_TESTS_SEED";
    private const int KillsPerFile = 5;
    private const int ChunkRows = 20_000;
    private const int TransactionSize = 100;
    private const int Shown = 5;
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Import_KilledAtTenRandomPoints_EndsWithExactlyTheRightProfiles()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        await using var scenario = await Scenario.StartAsync(azurite.Account, withProxy: true, "Kill large import", settings => settings with
        {
            Environment = new Dictionary<string, string>(settings.Environment, StringComparer.Ordinal) { ["Activation__Import__ChunkRows"] = $"{ChunkRows}" },
        });
        await scenario.DefineAsync();
        var truth = new LargeTruth();
        foreach (var (name, csv) in new[] { ("first.csv", LargeFiles.First()), ("second.csv", LargeFiles.Second()) })
        {
            var expected = truth.Apply(csv);
            var kills = RandomKill.Draw(random, KillsPerFile, (int)(expected.New + expected.Changed) / TransactionSize);
            var when = $"{name}, seed {seed}: killed at {string.Join(", ", kills)}";
            output.WriteLine(when);

            var startsAt = scenario.HostOutput.Length;
            await KillDuringImportAsync(scenario, name, csv, kills);
            var receipt = await ReceiptAsync(scenario, name);

            Counts(receipt).ShouldBe(expected, when);
            ShouldGoOnFromCheckpoints(scenario.HostOutput[startsAt..], when);
            ShouldBe(await StoredProfiles.InTableAsync(scenario.Account), truth, $"profile table, {when}");
            ShouldBe(await StoredProfiles.InSnapshotAsync(scenario.Account), truth, $"snapshot, {when}");
        }
    }

    private static async Task KillDuringImportAsync(Scenario scenario, string name, string csv, IReadOnlyList<RandomKill> kills)
    {
        var proxy = scenario.Proxy.ShouldNotBeNull();
        foreach (var kill in kills)
        {
            // A host that has just started may reach the point before it is known to be healthy.
            var healthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var trap = new StorageTrap(kill.Matches(), kill.Nth, kill.Moment, async () =>
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
                await scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobClient($"{Scenario.Source}/{name}").UploadAsync(BinaryData.FromString(csv));
            }

            healthy.SetResult();
            await trap.Sprung.WaitAsync(KillLimit);
        }

        proxy.Set(null);
        await RestartAsync(scenario);
        await Polling.UntilTrueAsync($"the import of {name}", RecoveryLimit, async () => (await ReceiptAsync(scenario, name)).Text("state") == "completed");
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

    private static async Task<JsonElement> ReceiptAsync(Scenario scenario, string name) =>
        (await scenario.Api.GetAsync($"/api/imports?source={Scenario.Source}&name={name}")).Items().ShouldHaveSingleItem();

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
