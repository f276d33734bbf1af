using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.Segments;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>Who would enter and leave the audiences of a segment, against what the destinations have been sent.</summary>
public sealed class PreviewAudienceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int People = 300;

    private static readonly string[] Tiers = ["gold", "silver", "bronze"];

    [Fact]
    public async Task Preview_SegmentWithTwoSyncs_CountsWhoWouldEnterAndLeaveEach()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        await host.DefineMetaAsync("meta");
        await host.DefineWebhookAsync("hook");
        await host.DefineSyncAsync("gold", "hook");
        await host.Get<Definitions>().Syncs.PutAsync(
            "gold-by-email", new SyncDefinition { Segment = "gold", Destination = "meta", Identifiers = ["email"], MinimumSize = 0, MaxRemoveShare = 1 }, CancellationToken.None);
        var random = new Random(7);
        var then = Enumerable.Range(0, People).Select(_ => (Tier: random.Next(3), Email: random.Next(4) > 0)).ToArray();
        await host.ImportAsync("then.csv", Csv(then));
        var before = await PreviewAsync(host, "gold");
        before.Audiences.ShouldBeEmpty("nothing was sent yet");
        await host.RunAsync("gold");
        await host.RunAsync("gold-by-email");

        // People change their tier; the audiences do not know yet.
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var now = then.Select(p => (Tier: random.Next(3) == 0 ? random.Next(3) : p.Tier, p.Email)).ToArray();
        await host.ImportAsync("now.csv", Csv(now));

        (await PreviewAsync(host, "gold")).Audiences.ShouldBe([Expected("gold", "hook", _ => true, p => p.Tier == 0), Expected("gold-by-email", "meta", p => p.Email, p => p.Tier == 0)], ignoreOrder: true);

        // An edit that is not saved yet.
        var edited = JsonSerializer.SerializeToElement(new { trait = "tier", op = "in", value = new[] { "silver", "bronze" } });
        var preview = await host.Get<SegmentPreviewer>().PreviewAsync(
            new SegmentDefinition { Rule = edited }, new SegmentPreviewRequest { ReplacedSegment = "gold", OverlapWith = ["gold"] }, CancellationToken.None);
        preview.Audiences.ShouldBe([Expected("gold", "hook", _ => true, p => p.Tier > 0), Expected("gold-by-email", "meta", p => p.Email, p => p.Tier > 0)], ignoreOrder: true);
        preview.Count.ShouldBe(now.Count(p => p.Tier > 0));

        // Of no segment, there is nothing to compare with.
        (await host.Get<SegmentPreviewer>().PreviewAsync(new SegmentDefinition { Rule = edited }, new SegmentPreviewRequest(), CancellationToken.None)).Audiences.ShouldBeEmpty();

        // The runs that follow do what was said of them.
        await host.RunAsync("gold");
        await host.RunAsync("gold-by-email");
        (await PreviewAsync(host, "gold")).Audiences.ShouldAllBe(a => a.Entering == 0 && a.Leaving == 0 && a.Members > 0);

        PreviewAudience Expected(string sync, string destination, Func<(int Tier, bool Email), bool> isMatched, Func<(int Tier, bool Email), bool> isMember)
        {
            var audience = Enumerable.Range(0, People).Where(i => then[i].Tier == 0 && isMatched(then[i])).ToHashSet();
            var wanted = Enumerable.Range(0, People).Where(i => isMember(now[i]) && isMatched(now[i])).ToHashSet();
            return new PreviewAudience(sync, destination, audience.Count, wanted.Except(audience).Count(), audience.Except(wanted).Count());
        }
    }

    private static Task<SegmentPreview> PreviewAsync(DeliveryHost host, string segment) =>
        host.Get<SegmentPreviewer>().PreviewAsync(new SegmentId(segment), new SegmentPreviewRequest(), CancellationToken.None);

    private static string Csv((int Tier, bool Email)[] people)
    {
        var csv = new StringBuilder("member_id,email,tier\n");
        for (var i = 0; i < people.Length; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"M{i:d5},{(people[i].Email ? $"member{i}@example.com" : "")},{Tiers[people[i].Tier]}\n");
        }

        return csv.ToString();
    }
}
