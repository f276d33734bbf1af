using Activation.Profiles;
using Activation.Segments;
using CsCheck;

namespace Activation.Tests.Segments;

/// <summary>When values are gone.</summary>
public sealed class TraitExpiryTests
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;
    private static readonly string[] Names = ["tier", "ltv", "vip", "joined", "seen", "city"];

    [Theory]
    [InlineData("2026-11-18T01:00:00Z", 1, 47)]
    [InlineData("2026-11-18T23:00:00Z", 1, 25)]
    [InlineData("2026-11-18T00:00:00Z", 1, 48)]
    [InlineData("2026-11-18T23:00:00Z", 30, (29 * 24) + 25)]
    public void AdobeDays_OneDayTtl_LastsTwentyFourAndTheRestOfTheDay(string broughtAt, int days, int hours)
    {
        var brought = DateTimeOffset.Parse(broughtAt, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        var expiry = new ValueExpiry($"{days}d", ExpiryMode.AdobeDays, default);

        TraitExpiry.At(expiry, brought.AddHours(hours).AddMilliseconds(-1)).Keeps(brought).ShouldBeTrue();
        TraitExpiry.At(expiry, brought.AddHours(hours)).Keeps(brought).ShouldBeFalse();
    }

    [Fact]
    public void Exact_IsGoneWhenItsTimeIsOver()
    {
        var expiry = new ValueExpiry("30d", ExpiryMode.Exact, default);

        TraitExpiry.At(expiry, Now).Keeps(Now.AddDays(-30).AddMilliseconds(1)).ShouldBeTrue();
        TraitExpiry.At(expiry, Now).Keeps(Now.AddDays(-30)).ShouldBeFalse();
    }

    [Fact]
    public void Since_WhoWasListedBeforeIsNotKnown_SoTheTimeBeginsThen()
    {
        var expiry = new ValueExpiry("30d", ExpiryMode.Exact, SnapshotTable.Now.AddDays(-29));

        TraitExpiry.At(expiry, Now).Keeps(Now.AddYears(-1)).ShouldBeTrue();
        TraitExpiry.At(expiry, Now.AddDays(1)).Keeps(Now.AddYears(-1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("30", null, "invalidDuration")]
    [InlineData("0d", null, "invalidDuration")]
    [InlineData("36h", ExpiryMode.AdobeDays, "invalidDuration")]
    [InlineData(null, ExpiryMode.Exact, "missingField")]
    public void Check_Wrong_IsRefused(string? after, ExpiryMode? mode, string code) =>
        Rules.ShouldBeRefused(() => TraitExpiry.Check(after, mode), code, "expiresAfter");

    [Theory]
    [InlineData(ExpiryMode.Exact, null, false)]
    [InlineData(ExpiryMode.Exact, -29, true)]
    [InlineData(ExpiryMode.Exact, -30, false)]
    [InlineData(ExpiryMode.AdobeDays, -30, true)]
    [InlineData(ExpiryMode.AdobeDays, -31, false)]
    public void Members_ListedAgain_AreRenewedWithoutAChange(ExpiryMode mode, int? seenDaysAgo, bool expected)
    {
        using var table = new SnapshotTable(Rules.Schema);
        var person = Guid.NewGuid();
        table.Add(person, "crm", Now.AddDays(-90), Guid.NewGuid(), 0, new Dictionary<string, object> { ["tier"] = "Gold" });
        if (seenDaysAgo is { } days)
        {
            table.Session.Execute("INSERT INTO seen VALUES ($1, 'crm', $2)", [person, Now.AddDays(days)]);
        }

        Members(table, """{"trait": "tier", "op": "eq", "value": "Gold"}""", "30d", mode).Contains(person).ShouldBe(expected);
        Members(table, """{"trait": "tier", "op": "notExists"}""", "30d", mode).Contains(person).ShouldBe(!expected);
    }

    [Fact]
    public void Members_NoExpiry_ValuesLastForEverAndNobodyIsLookedUp()
    {
        using var table = new SnapshotTable(Rules.Schema);
        table.Add(Guid.NewGuid(), "crm", new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc), Guid.NewGuid(), 0, new Dictionary<string, object> { ["tier"] = "Gold" });
        var query = SegmentQueryBuilder.Compile(Rules.Parse("""{"trait": "tier", "op": "eq", "value": "Gold"}"""), Rules.Context());

        table.Members(query).Count.ShouldBe(1);
        query.Members.Text.ShouldNotContain("seen");
    }

    [Fact]
    public void Schema_ALongerTime_DoesNotBeginAnew()
    {
        var source = new SourceId("crm");
        var said = Rules.Schema.With(source, ValueExpiry.Of("30d", null, SnapshotTable.Now));

        var next = said.With(source, ValueExpiry.Of("60d", ExpiryMode.AdobeDays, SnapshotTable.Now.AddDays(5)));

        next.SourceExpiries["crm"].ShouldBe(new ValueExpiry("60d", ExpiryMode.AdobeDays, SnapshotTable.Now));
        next.With(source, ValueExpiry.Of("60d", ExpiryMode.AdobeDays, SnapshotTable.Now.AddDays(9))).ShouldBeSameAs(next);
        next.With(source, (ValueExpiry?)null).SourceExpiries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Members_RandomRulesOverExpiringValues_AgreeWithTheReference(int sourceCount)
    {
        string[] sources = sourceCount == 1 ? ["crm"] : RandomRules.Sources;
        using var table = new SnapshotTable(Rules.Schema);
        var (gone, kept) = (0, 0);

        Gen.Select(
            RandomRules.Profile(sources).Array[60], Gen.Int[0, 1000].Array[60], Expiry.Array[sources.Length], RandomRules.Maybe(Expiry.Where(e => e is not null)),
            Gen.Select(RandomRules.Rule(3), RandomRules.Scope, (rule, scope) => new ReferenceSegment(rule, scope)).Array[20]).Sample(
            (profiles, seenHours, ofSources, ofTier, rules) =>
            {
                table.Fill(profiles);
                table.Session.Execute("DELETE FROM seen");
                var said = sources.Select((s, i) => (Source: s, Expiry: ofSources[i])).Where(s => s.Expiry is not null).ToDictionary(s => s.Source, s => s.Expiry ?? throw new InvalidOperationException());
                var schema = new TraitSchema([.. Rules.Schema.Traits.Select(t => t.Name == "tier" ? t with { Expiry = ofTier as ValueExpiry } : t)], [], said);
                var living = new List<ReferenceProfile>();
                for (var i = 0; i < profiles.Length; i++)
                {
                    DateTime? seen = seenHours[i] < 200 ? Now.AddHours(-seenHours[i]) : null;
                    var listing = profiles[i].Rows[0].Source;
                    if (seen is { } at)
                    {
                        table.Session.Execute("INSERT INTO seen VALUES ($1, $2, $3)", [profiles[i].Id, listing, at]);
                    }

                    living.Add(profiles[i] with { Rows = [.. profiles[i].Rows.Select(r => Living(r, r.Source == listing ? seen : null, ofTier as ValueExpiry, said))] });
                    gone += profiles[i].Rows.Sum(r => r.Values.Count) - living[i].Rows.Sum(r => r.Values.Count);
                    kept += living[i].Rows.Sum(r => r.Values.Count);
                }

                foreach (var rule in rules)
                {
                    var none = new Dictionary<string, ReferenceSegment>();
                    var expected = living.Where(p => ReferenceRules.IsTrue(rule.Rule, p, none, Now, rule.Sources)).Select(p => p.Id).Order().ToList();
                    var parsed = RuleParser.Parse(new SegmentDefinition { Rule = Rules.Json(rule.Rule.ToJsonString()), Sources = rule.Sources ?? [] });
                    var actual = table.Members(SegmentQueryBuilder.Compile(parsed, Rules.Context(sources) with { Traits = schema })).Select(m => m.Profile).Order().ToList();
                    actual.SequenceEqual(expected).ShouldBeTrue($"{rule.Rule.ToJsonString()} gave {actual.Count} members, not the {expected.Count} of the reference.");
                }
            },
            iter: 10,
            threads: 1);

        gone.ShouldBeGreaterThan(500);
        kept.ShouldBeGreaterThan(500);
    }

    private static Gen<ValueExpiry?> Expiry => Gen.OneOf(
        Gen.Const((ValueExpiry?)null),
        RandomRules.Pick("1h", "2d", "4d", "5d", "90d").Select(after => (ValueExpiry?)new ValueExpiry(after, ExpiryMode.Exact, default)),
        RandomRules.Pick("1d", "3d", "4d", "5d").Select(after => (ValueExpiry?)new ValueExpiry(after, ExpiryMode.AdobeDays, default)));

    /// <summary>The row without what is gone, by adding up when each value ends.</summary>
    private static ReferenceRow Living(ReferenceRow row, DateTime? seen, ValueExpiry? ofTier, Dictionary<string, ValueExpiry> ofSources) => row with
    {
        Values = row.Values.Where(v =>
        {
            var expiry = v.Key == "tier" && ofTier is not null ? ofTier : ofSources.GetValueOrDefault(row.Source);
            var brought = row.Observed.TryGetValue(v.Key, out var own) ? own : row.ObservedAt;
            brought = seen > brought ? seen.Value : brought;
            return expiry is null || !Names.Contains(v.Key) || Now < (expiry.Mode == ExpiryMode.AdobeDays
                ? brought.Date + ReferenceRules.Duration(expiry.After) + TimeSpan.FromDays(1)
                : brought + ReferenceRules.Duration(expiry.After));
        }).ToDictionary(v => v.Key, v => v.Value),
    };

    private static List<Guid> Members(SnapshotTable table, string rule, string after, ExpiryMode mode) =>
        [.. table.Members(SegmentQueryBuilder.Compile(
            Rules.Parse(rule),
            Rules.Context() with { Traits = new TraitSchema(Rules.Schema.Traits, [], new Dictionary<string, ValueExpiry> { ["crm"] = new(after, mode, default) }) })).Select(m => m.Profile)];
}
