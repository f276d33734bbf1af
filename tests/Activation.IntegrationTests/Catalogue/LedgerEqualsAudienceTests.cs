using System.Globalization;
using System.Text.Json;
using Activation.Destinations;
using Activation.Import;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Segments;
using Activation.Sync;
using Activation.Sync.Ledger;
using Xunit.Abstractions;

namespace Activation.IntegrationTests.Catalogue;

/// <summary>
/// Every destination type of the catalogue, by the real planning, ledger and delivery: after more than a thousand random operations, while platforms fail, throttle, lose
/// answers and refuse people, the files' truth, the ledger and what the platform's stand-in holds are equal member by member. Drawn anew each time: set
/// <see cref="SeedVariable"/> to the seed that a failure names to have the same people.
/// </summary>
public sealed class LedgerEqualsAudienceTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string SeedVariable = "ACTIVATION_TESTS_SEED";
    private const string Segment = "gold";
    private const int Operations = 1_000;

    private static readonly AccountLimits Fast = new(Concurrency: 8, CallsPerMinute: 100_000, Burst: 10_000);

    [Fact]
    public async Task ThousandOperations_AtEveryDestinationType_LeaveTruthLedgerAndAudienceEqual()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var account = azurite.NewAccount();
        await using var host = await DeliveryHost.StartAsync(account);
        var platforms = PlatformSamples.All(host.Sandbox.BaseUrl);
        platforms.Select(p => p.Type).ShouldBe(host.Get<DestinationCatalog>().All.Select(d => d.Type.Type), ignoreOrder: true, "every type of the catalogue has a sample");
        await DefineAsync(host, platforms);
        var people = new RandomPeople(new Random(seed));
        var troubles = new PlatformTroubles(host.Platform, new Random(seed + 1), (type, value) => platforms.Any(p => p.Type == type && p.CanRefuse) && people.IsRefused(value));

        // All is delivered in spite of some faults.
        troubles.Begin(share: 0.4, atMost: 3);
        await ImportAsync(host, people);
        await host.PumpAsync();
        await ShouldBeEqualAsync(host, account, people, platforms, $"seed {seed}, first file");

        // So many faults that much is still open when the next runs begin, and it is not known what of it was applied.
        troubles.Begin(share: 0.6, atMost: 40);
        await ImportAsync(host, people);
        await host.PumpAsync(TimeSpan.FromMinutes(10));
        troubles.Begin(share: 0.3, atMost: 3);
        await ImportAsync(host, people);
        await host.PumpAsync();
        await ShouldBeEqualAsync(host, account, people, platforms, $"seed {seed}, third file");

        output.WriteLine($"{people.JoinsAndLeaves} joined or left, {people.Changes} changed");
        people.JoinsAndLeaves.ShouldBeGreaterThanOrEqualTo(Operations);
        people.Changes.ShouldBePositive();
        foreach (var platform in platforms.Where(p => p.Type != "file"))
        {
            troubles.Met[platform.Type].ShouldNotBeEmpty($"{platform.Type} met no fault, seed {seed}");
        }
    }

    private static async Task DefineAsync(DeliveryHost host, IReadOnlyList<PlatformSample> platforms)
    {
        // Stand-ins look at the machine's clock to see whether a signature has expired.
        var now = TimeProvider.System.GetUtcNow();
        host.Time.SetUtcNow(now > host.Time.GetUtcNow() ? now : host.Time.GetUtcNow());
        var definitions = host.Get<Definitions>();
        var mapping = new Dictionary<string, string> { ["member_id"] = "customerId", ["email"] = "email", ["device"] = "mobileAdId", ["tier"] = "trait:tier" };
        await definitions.Sources.PutAsync(Scenario.Source, new SourceDefinition { Name = "Airline", Mapping = mapping }, CancellationToken.None);
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "eq", value = "gold" });
        await definitions.Segments.PutAsync(Segment, new SegmentDefinition { Name = "Gold", Rule = rule }, CancellationToken.None);
        foreach (var platform in platforms)
        {
            var destination = new DestinationDefinition { Type = platform.Type, Settings = JsonSerializer.SerializeToElement(platform.Settings), Limits = Fast, Consent = [] };
            var secret = JsonSerializer.SerializeToElement(platform.Secret).Deserialize<Dictionary<string, string>>();
            await host.Get<DestinationRegistration>().PutAsync(new DestinationId(platform.Type), destination, secret, CancellationToken.None);
            var sync = new SyncDefinition { Segment = Segment, Destination = platform.Type, AudienceName = $"Gold at {platform.Type}", Identifiers = [platform.Identifier], MinimumSize = 0, MaxRemoveShare = 1 };
            await definitions.Syncs.PutAsync(platform.Type, sync, CancellationToken.None);
        }
    }

    /// <summary>The next file, and then the next tick's runs.</summary>
    private static async Task ImportAsync(DeliveryHost host, RandomPeople people)
    {
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.ImportAsync($"{Guid.NewGuid():N}.csv", people.NextFile());
        await host.TickAsync();
    }

    private static async Task ShouldBeEqualAsync(DeliveryHost host, AzuriteAccount account, RandomPeople people, IReadOnlyList<PlatformSample> platforms, string when)
    {
        foreach (var platform in platforms)
        {
            var where = $"{platform.Type}, {when}";
            var run = (await host.RunsAsync(platform.Type))[0];
            run.State.ShouldBeOneOf([RunState.Completed, RunState.CompletedWithErrors], $"{where}: {run.Code} {run.Message}");
            run.Received.ShouldBe(people.Members.Count(), where);

            var refused = people.Members.Where(m => platform.CanRefuse && people.IsRefused(m)).ToHashSet();
            var truth = people.Members.Where(m => !refused.Contains(m)).ToList();
            var ledger = await LedgerRows.ReadAsync(host, platform);
            Keys(ledger, LedgerState.Confirmed).ShouldHoldExactly(Keys(truth, people, platform), $"ledger of {where}");
            Keys(ledger, LedgerState.Rejected).ShouldHoldExactly(Keys(refused, people, platform), $"refused rows in the ledger of {where}");
            ShouldBeShadows(ledger.Where(r => r.State is not (LedgerState.Confirmed or LedgerState.Rejected)), people, platform, where);
            (await HeldAsync(host, account, platform)).ShouldHoldExactly(truth.Select(m => people.Shown(m, platform)).ToHashSet(StringComparer.Ordinal), $"audience of {where}");
        }
    }

    /// <summary>At a platform that knows people by our profile id, what was sent of a member before is kept until the next run confirms what took its place.</summary>
    private static void ShouldBeShadows(IEnumerable<LedgerRow> others, RandomPeople people, PlatformSample platform, string where)
    {
        var members = people.Members.Select(RandomPeople.ProfileOf).ToHashSet(StringComparer.Ordinal);
        others.ShouldAllBe(r => platform.ByProfile && r.State == LedgerState.Shadow && members.Contains(r.Profile.ToString()), $"other rows in the ledger of {where}");
    }

    private static HashSet<string> Keys(IEnumerable<LedgerRow> rows, LedgerState state) =>
        rows.Where(r => r.State == state).Select(r => $"{r.Profile}:{r.Value}").ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Keys(IEnumerable<int> members, RandomPeople people, PlatformSample platform) =>
        members.Select(m => $"{RandomPeople.ProfileOf(m)}:{people.Sent(m, platform)}").ToHashSet(StringComparer.Ordinal);

    private static async Task<IReadOnlyCollection<string>> HeldAsync(DeliveryHost host, AzuriteAccount account, PlatformSample platform) => platform.Type switch
    {
        "file" => [.. (await new ExportedMembers(account, platform.Type).ReadAsync()).Keys],
        "webhook" => [.. host.Platform.WebhookMembers(platform.Type).Keys],
        "serverfiles" or "audiencemanagerfiles" => PlatformAudiences.FromFiles(host.Platform, platform.Type),
        _ => await PlatformAudiences.ValuesAsync(host.Platform, host.Sandbox.BaseUrl, platform, (await host.Get<SyncStateStore>().GetAsync(new SyncId(platform.Type), CancellationToken.None)).AudienceId),
    };
}
