using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests;

/// <summary>Audiences of what people did: files of events come in, and the ad platform holds exactly those whom plain C# over the same events finds.</summary>
public sealed class EventAudienceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int People = 400;

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly (string Segment, object Rule, Func<IReadOnlyList<Done>, int, bool> Holds)[] Segments =
    [
        ("buyers", new { @event = "Purchase", where = new[] { new { property = "value", op = "gte", value = 20 } }, count = new { op = "gte", value = 2 }, within = "30d" },
            (done, _) => done.Count(d => d is { Name: "Purchase", Value: >= 20 } && IsWithin(d, 30)) >= 2),
        ("spenders", new { all = new object[] { new { trait = "tier", op = "eq", value = "Gold" }, new { @event = "Purchase", property = "value", sum = new { op = "gt", value = 100 } } } },
            (done, person) => IsGold(person) && done.Any(d => d.Name == "Purchase") && done.Where(d => d.Name == "Purchase").Sum(d => d.Value) > 100),
        ("abandoned", new { @event = "Add to cart", within = "7d", notFollowedBy = new { @event = "Purchase", within = "1d" } },
            (done, _) => done.Any(cart => cart.Name == "Add to cart" && IsWithin(cart, 7) && !done.Any(d => d.Name == "Purchase" && d.Age < cart.Age && cart.Age - d.Age <= TimeSpan.FromDays(1)))),
        ("silent", new { all = new object[] { new { has = "email" }, new { @event = "*", count = new { op = "eq", value = 0 } } } },
            (done, _) => done.Count == 0),
    ];

    [Fact]
    public async Task Audiences_OfEventRules_HoldExactlyTheTruth()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync([.. Segments.Select(s => (s.Segment, s.Rule))]);
        await scenario.Api.PutAsync("/api/sources/web", new { name = "Web tracking", kind = "events" });
        await scenario.ImportAsync("members.csv", Crm());
        var random = new Random(20261124);
        var events = new List<Done>();
        for (var file = 1; file <= 2; file++)
        {
            var added = Enumerable.Range(0, 1_500).Select(_ => Done.Random(random)).ToList();
            var again = events.Take(200).ToList();
            var receipt = await scenario.Api.ImportAsync("web", $"events{file}.csv", Csv([.. again, .. added]));
            receipt.Text("state").ShouldBe("completed", receipt.GetRawText());
            receipt.Number("new").ShouldBe(added.Count);
            receipt.Number("duplicates").ShouldBe(again.Count);
            events.AddRange(added);
            await ShouldHoldTheTruthAsync(scenario, events, $"after file {file}");
        }
    }

    private static async Task ShouldHoldTheTruthAsync(Scenario scenario, IReadOnlyList<Done> events, string when)
    {
        var byPerson = events.ToLookup(e => e.Person);
        foreach (var (segment, _, holds) in Segments)
        {
            await scenario.RunAsync(segment);
            var truth = Enumerable.Range(0, People).Where(p => holds([.. byPerson[p]], p)).Select(EmailKey).ToHashSet(StringComparer.Ordinal);
            truth.Count.ShouldBeInRange(1, People - 1, $"{segment} {when}");
            (await scenario.AudienceAsync(segment)).Where(k => k.StartsWith("EMAIL", StringComparison.OrdinalIgnoreCase)).ToList().ShouldHoldExactly(truth, $"{segment} {when}");
        }
    }

    private static string Crm()
    {
        var text = new StringBuilder("member_id,email,tier\n");
        for (var i = 0; i < People; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"M-{i},{Email(i)},{(IsGold(i) ? "Gold" : "Bronze")}\n");
        }

        return text.ToString();
    }

    /// <summary>Half of the events name the customer, the others the email address alone.</summary>
    private static string Csv(IReadOnlyList<Done> events)
    {
        var text = new StringBuilder("event,timestamp,message_id,user_id,email,value\n");
        foreach (var e in events)
        {
            var (user, email) = e.Id % 2 == 0 ? ($"M-{e.Person}", "") : ("", Email(e.Person).ToUpperInvariant());
            text.Append(CultureInfo.InvariantCulture, $"{e.Name},{Now - e.Age:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},m-{e.Id},{user},{email},{e.Value}\n");
        }

        return text.ToString();
    }

    private static bool IsGold(int person) => person % 3 == 0;

    private static bool IsWithin(Done done, int days) => done.Age < TimeSpan.FromDays(days);

    private static string Email(int person) => string.Create(CultureInfo.InvariantCulture, $"member{person}@example.com");

    private static string EmailKey(int person) => "EMAIL:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Email(person))));

    /// <param name="Age">Before <see cref="Now"/>; never near a boundary of a window, because the host's now is a little later.</param>
    private sealed record Done(int Id, int Person, string Name, TimeSpan Age, int Value)
    {
        private static readonly string[] Names = ["Purchase", "Add to cart", "Product viewed"];
        private static int ids;

        public static Done Random(Random random) => new(
            ++ids,
            // The last fifty do nothing.
            random.Next(People - 50), Names[random.Next(Names.Length)], TimeSpan.FromHours(random.Next(45 * 24)) + TimeSpan.FromMinutes(20 + random.Next(20)), random.Next(100));
    }
}
