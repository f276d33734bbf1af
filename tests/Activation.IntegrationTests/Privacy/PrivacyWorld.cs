using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Privacy;

/// <summary>
/// A store in which one person, Pat, is everywhere: in two sources, merged from an email that a newsletter knew first, with events, in audiences at Meta and in files.
/// Quinn lives with Pat and has the same phone.
/// </summary>
internal static class PrivacyWorld
{
    public const string Pat = "PAT-0001-of-the-airline";
    public const string PatEmail = "pat.smith@example.com";
    public const string Quinn = "QUINN-0002-of-the-airline";
    public const string QuinnEmail = "quinn.smith@example.com";
    public const string SharedPhone = "+12025550123";

    public static readonly object All = new { trait = "tier", op = "exists" };

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(90);

    /// <summary>Everybody but Pat.</summary>
    public static string Others => string.Concat(Enumerable.Range(0, 20).Select(i => $"M{i:d4},member{i}@example.com,,Silver\n").Prepend($"{Quinn},{QuinnEmail},{SharedPhone},Gold\n"));

    public static string PatRow => $"{Pat},{PatEmail},{SharedPhone},Gold\n";

    public static string Csv(params string[] rows) => string.Concat(rows.Prepend("member_id,email,phone,tier\n"));

    public static Task<Scenario> StartAsync(AzuriteFixture azurite, string test, bool withProxy = false) => Scenario.StartAsync(azurite.NewAccount(), withProxy, test, s => s with
    {
        Environment = new Dictionary<string, string>(s.Environment, StringComparer.Ordinal)
        {
            ["Activation__Privacy__ReaderGraceMinutes"] = "0",
            ["Activation__Privacy__ExportPickupHours"] = "0",
            ["Activation__Privacy__CheckSeconds"] = "0.2",
            ["Activation__Privacy__MaxCheckSeconds"] = "1",
        },
    });

    /// <summary>Sources, destinations and syncs, and everybody in the audiences.</summary>
    public static async Task FillAsync(Scenario scenario)
    {
        await scenario.DefineAsync(("all", All));
        await scenario.Api.PutAsync("/api/destinations/files", new { type = "file", settings = new { folder = "agency" } });
        await scenario.DefineSyncAsync("all-files", "all", "files");
        await scenario.Api.PutAsync("/api/sources/newsletter", new { name = "Newsletter", expiresAfter = "400d" });
        await scenario.Api.PutAsync("/api/sources/web", new { name = "Web", kind = "events" });
        await ComeBackAsync(scenario);
    }

    /// <summary>Everybody's files once more, and Pat is where Pat was.</summary>
    public static async Task ComeBackAsync(Scenario scenario)
    {
        await ImportAsync(scenario, "newsletter", "n.csv", $"email,opens\n{PatEmail},5\nsomebody@example.com,1\n");
        await ImportAsync(scenario, "web", "e1.csv", Events("before"));
        await scenario.ImportAsync("all.csv", Csv(Others, PatRow));
        await ImportAsync(scenario, "web", "e2.csv", Events("after"));
        await scenario.RunAsync("all");
        await scenario.RunAsync("all-files");
    }

    public static async Task ImportAsync(Scenario scenario, string source, string name, string csv)
    {
        var receipt = await scenario.Api.ImportAsync(source, name, csv);
        receipt.Text("state").ShouldBe("completed", receipt.GetRawText());
    }

    public static async Task<string> RequestAsync(Scenario scenario, object body) => (await scenario.Api.PostAsync("/api/privacy/requests", body)).Text("requestId");

    /// <summary>The request when it has ended.</summary>
    public static async Task<JsonElement> EndAsync(Scenario scenario, string request)
    {
        var last = "";
        try
        {
            return (await Polling.UntilAsync($"the privacy request {request} to end", RequestLimit, async () =>
            {
                var found = await scenario.Api.GetAsync($"/api/privacy/requests/{request}");
                last = found.GetRawText();
                return found.TryGetProperty("endedAt", out _) ? new Ended(found) : null;
            })).Request;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} Last: {last}", e);
        }
    }

    public static async Task<JsonElement> RunAsync(Scenario scenario, object body) => await EndAsync(scenario, await RequestAsync(scenario, body));

    /// <summary>What the audience at Meta must hold.</summary>
    public static HashSet<string> Keys(params string[] rows)
    {
        var crm = new TrueCrm();
        crm.Apply(Csv(rows));
        return crm.Keys(p => p.Tier.Length > 0);
    }

    /// <summary>What could be left of Pat alone: email, customer id, their hashes, and profile ids.</summary>
    public static Needles OfPat() => new(
        [PatEmail, Pat, Hash(PatEmail), PatId.ToString("D"), PatEmailId.ToString("D")],
        [Bytes(PatEmail), PatId.ToByteArray(bigEndian: true), PatEmailId.ToByteArray(bigEndian: true)]);

    /// <summary>The same but for the profile ids, by which readers of files learn whom to take out.</summary>
    public static Needles IdentifiersOfPat() => new([PatEmail, Pat, Hash(PatEmail)], [Bytes(PatEmail)]);

    public static string Hash(string text) => Convert.ToHexStringLower(Bytes(text));

    private static Guid PatId => ProfileId.ForCustomer(Pat).Value;

    private static Guid PatEmailId => ProfileId.ForIdentifier("email", Hash(PatEmail)).Value;

    private static byte[] Bytes(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Events(string id)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("O");
        return $"event,email,timestamp,event_id,value\nPurchase,{PatEmail},{at},{id}-pat,10\nPurchase,{QuinnEmail},{at},{id}-quinn,20\n";
    }

    private sealed record Ended(JsonElement Request);
}
