using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests;

/// <summary>One segment at every platform that has a stand-in with an audience: by the whole way from the file to the platform, each holds exactly the same people.</summary>
public sealed class EveryDestinationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Members = 60;
    private const int Files = 3;

    private static readonly string[] Tiers = ["Gold", "Silver"];
    private static readonly object Fast = new { concurrency = 8, callsPerMinute = 10_000, burst = 1_000 };

    [Fact]
    public async Task OneSegment_AtEveryPlatform_HasExactlyThePeopleOfTheFiles()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync();
        await scenario.Api.PutAsync($"/api/sources/{Scenario.Source}", new { kind = "crm", mapping = new { member_id = "customerId", email = "email", device = "mobileAdId" } });
        await scenario.Api.PutAsync("/api/segments/gold", new { rule = new { trait = "tier", op = "eq", value = "Gold" } });
        var platforms = PlatformSamples.At(scenario.Sandbox.BaseUrl);
        foreach (var platform in platforms)
        {
            await scenario.Api.PutAsync($"/api/destinations/{platform.Type}", new { type = platform.Type, settings = platform.Settings, secret = platform.Secret, consent = Array.Empty<string>(), limits = Fast });
            await scenario.Api.PutAsync(
                $"/api/syncs/{platform.Type}", new { segment = "gold", destination = platform.Type, identifiers = new[] { platform.Identifier }, audienceName = $"Gold at {platform.Type}", minimumSize = 0, maxRemoveShare = 1.0 });
        }

        var random = new Random(20261128);
        var tiers = new SortedDictionary<int, string>();
        for (var file = 0; file < Files; file++)
        {
            foreach (var member in Enumerable.Range(0, Members).Where(_ => random.Next(2) == 0))
            {
                tiers[member] = Tiers[random.Next(Tiers.Length)];
            }

            await scenario.ImportAsync($"{file}.csv", Csv(tiers));
            await Parallel.ForEachAsync(platforms, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (platform, _) => await scenario.RunAsync(platform.Type));

            var gold = tiers.Where(t => t.Value == "Gold").Select(t => t.Key).ToList();
            gold.Count.ShouldBeInRange(1, tiers.Count - 1);
            foreach (var platform in platforms)
            {
                (await HeldAsync(scenario, platform)).ShouldHoldExactly(gold.Select(m => Shown(m, platform)).ToHashSet(StringComparer.Ordinal), $"{platform.Type} after file {file}");
            }
        }
    }

    private static string Csv(SortedDictionary<int, string> tiers)
    {
        var csv = new StringBuilder("member_id,email,device,tier\n");
        foreach (var (member, tier) in tiers)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Customer(member)},{Email(member)},{Device(member)},{tier}\n");
        }

        return csv.ToString();
    }

    private static string Customer(int member) => string.Create(CultureInfo.InvariantCulture, $"E{member:D5}");

    /// <summary>No rule of any platform changes it before it is hashed.</summary>
    private static string Email(int member) => string.Create(CultureInfo.InvariantCulture, $"every{member}@example.com");

    private static string Device(int member) => string.Create(CultureInfo.InvariantCulture, $"{member + 1:x8}-1111-4111-8111-111111111111");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>How a platform that is sent this identifier alone shows the member.</summary>
    private static string Shown(int member, PlatformSample platform) => platform.Identifier switch
    {
        _ when platform.ByProfile => ProfileId.ForCustomer(Customer(member)).ToString(),
        "email" => Hash(Email(member)),
        "mobileAdId" => Device(member),
        _ => Customer(member),
    };

    /// <summary>The values that the platform holds, without what it calls them.</summary>
    private static async Task<IReadOnlyCollection<string>> HeldAsync(Scenario scenario, PlatformSample platform)
    {
        var sync = await scenario.Api.GetAsync($"/api/syncs/{platform.Type}");
        return await PlatformAudiences.ValuesAsync(scenario.Platform, scenario.Sandbox.BaseUrl, platform, sync.GetProperty("audienceId").GetString());
    }
}
