using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Sandbox;
using Xunit.Abstractions;

namespace Activation.IntegrationTests.Soak;

/// <summary>
/// Two hosts on one storage for a long time: files keep coming, a fifth of the platform's calls fails, and one of the hosts is killed every minute. In the end the audience
/// is the truth, and the host that lived through it has grown neither in memory nor in handles. `tests/soak` runs it for half an hour; without
/// `ACTIVATION_SOAK_MINUTES` it is a short one.
/// </summary>
public sealed class SoakTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string MinutesVariable = "ACTIVATION_SOAK_MINUTES";
    private const int Members = 2_000;
    private const int RowsAFile = 200;

    /// <summary>With so many files waiting, the next one is not dropped yet: a machine that is slower than the files come would never be done.</summary>
    private const int MaxWaiting = 4;

    /// <summary>A shorter soak says nothing about growth.</summary>
    private const double MinutesToJudgeGrowth = 10;
    private const string EveryThreeSeconds = "*/3 * * * * *";
    private static readonly TimeSpan FileInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(3);

    /// <summary>For the files that wait when the faults end; how fast they are read is not what is shown here.</summary>
    private static readonly TimeSpan ImportLimit = TimeSpan.FromMinutes(15);

    /// <summary>Each sync's tiers.</summary>
    private static readonly Dictionary<string, string[]> Wanted = new(StringComparer.Ordinal) { ["gold"] = ["Gold"], ["precious"] = ["Gold", "Silver"], ["bronze"] = ["Bronze"] };
    private static readonly string[] Tiers = ["Gold", "Silver", "Bronze"];

    private readonly Random random = new(1);
    private readonly TrueCrm crm = new();
    private int files;

    [Fact]
    public async Task TwoHosts_OneKilledEveryMinuteAndAFifthOfCallsFailing_LoseNothing()
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable(MinutesVariable), CultureInfo.InvariantCulture, out var asked) ? asked : 0.2;
        var length = TimeSpan.FromMinutes(minutes);
        var killInterval = TimeSpan.FromMinutes(Math.Min(1, minutes / 3));
        var secrets = Path.Combine(Path.GetTempPath(), $"activation-soak-{Guid.NewGuid():N}.json");
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var scenario = await Scenario.StartAsync(azurite.NewAccount(), withProxy: false, "Soak", s => s with
        {
            Schedule = EveryThreeSeconds,
            Environment = new Dictionary<string, string>(s.Environment, StringComparer.Ordinal) { ["Activation__DeploymentKey"] = key, ["Activation__Secrets__File"] = secrets },
        });
        await scenario.DefineAsync([.. Wanted.Select(w => (w.Key, (object)new { trait = "tier", op = "in", value = w.Value }))]);
        scenario.Platform.SetFaults(new SandboxFaultPlan { FailRate = 0.2 });
        var folder = Directory.CreateTempSubdirectory("activation-soak-");
        var (usage, kills) = (new List<HostUsage>(), 0);
        using var clients = new ApiClientFactory();
        var other = await HostProcess.StartAsync(scenario.Settings with { DataFolder = folder.FullName, Port = null }, clients, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        try
        {
            for (var killed = TimeSpan.Zero; watch.Elapsed < length;)
            {
                if (await WaitingAsync(scenario) < MaxWaiting)
                {
                    await DropAsync(scenario);
                }

                await Task.Delay(FileInterval);
                if (watch.Elapsed - killed < killInterval)
                {
                    continue;
                }

                killed = watch.Elapsed;
                await other.KillAsync();
                kills++;
                await other.DisposeAsync();
                other = await HostProcess.StartAsync(scenario.Settings with { DataFolder = folder.FullName, Port = null }, clients, CancellationToken.None);
                Note(scenario, usage, watch.Elapsed);
            }

            scenario.Platform.SetFaults(null);
            await Polling.UntilTrueAsync("every file to be imported", ImportLimit, async () => await WaitingAsync(scenario) == 0);
            await ConvergeAsync(scenario);
        }
        finally
        {
            await other.DisposeAsync();
            folder.Delete(recursive: true);
            File.Delete(secrets);
        }

        var failed = scenario.Platform.Calls.Count(c => c.Fault is not null);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMinutes:0.0} minutes, {files} files, {kills} kills, {scenario.Platform.Calls.Count} calls of which {failed} failed."));
        failed.ShouldBeGreaterThan(0);
        kills.ShouldBeGreaterThan(0);
        ShouldNotHaveGrown(usage, minutes);
    }

    /// <summary>The file is dropped into the container, as a company would.</summary>
    private async Task DropAsync(Scenario scenario)
    {
        var csv = new StringBuilder("member_id,email,tier\n");
        for (var i = 0; i < RowsAFile; i++)
        {
            var member = random.Next(Members);
            csv.Append(CultureInfo.InvariantCulture, $"S{member:d5},soak{member}@example.com,{Tiers[random.Next(Tiers.Length)]}\n");
        }

        crm.Apply(csv.ToString());
        var name = string.Create(CultureInfo.InvariantCulture, $"{Scenario.Source}/{files++:d5}.csv");
        await scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobClient(name).UploadAsync(BinaryData.FromString(csv.ToString()));
    }

    private static async Task<int> WaitingAsync(Scenario scenario)
    {
        var waiting = 0;
        await foreach (var blob in scenario.Account.Blobs.GetBlobContainerClient("crm").GetBlobsAsync())
        {
            waiting += blob.Name.StartsWith(Scenario.Source, StringComparison.Ordinal) ? 1 : 0;
        }

        return waiting;
    }

    private void Note(Scenario scenario, List<HostUsage> usage, TimeSpan at)
    {
        if (scenario.Host is { } host && HostUsage.Of(host.Id) is { } now)
        {
            usage.Add(now);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalMinutes:0.0} min: {now.Megabytes:0} MB, {now.Handles} handles"));
        }
    }

    private async Task ConvergeAsync(Scenario scenario)
    {
        foreach (var (sync, tiers) in Wanted)
        {
            var truth = crm.Keys(p => tiers.Contains(p.Tier, StringComparer.Ordinal));
            try
            {
                await Polling.UntilTrueAsync("the audience to be the truth", RecoveryLimit, async () => truth.SetEquals(await scenario.AudienceAsync(sync)));
            }
            catch (TimeoutException)
            {
                (await scenario.AudienceAsync(sync)).ShouldHoldExactly(truth, $"{sync} after the soak");
                throw;
            }

            await scenario.Api.RunAsync(sync);
            (await scenario.AudienceAsync(sync)).ShouldHoldExactly(truth, $"{sync} one run later");
        }

        await scenario.ShouldHaveNoDeadLettersAsync();
    }

    /// <summary>The last third beside the middle one: before that, code is compiled and caches fill.</summary>
    private static void ShouldNotHaveGrown(List<HostUsage> usage, double minutes)
    {
        if (minutes < MinutesToJudgeGrowth || usage.Count < 9)
        {
            return;
        }

        var third = usage.Count / 3;
        var (middle, last) = (usage[third..(2 * third)], usage[(2 * third)..]);
        last.Average(u => u.Megabytes).ShouldBeLessThan(1.2 * middle.Average(u => u.Megabytes));
        last.Average(u => u.Handles).ShouldBeLessThan(middle.Average(u => u.Handles) + 20);
    }
}
