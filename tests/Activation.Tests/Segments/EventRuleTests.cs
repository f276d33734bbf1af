using Activation.Segments;
using Activation.Segments.Sql;

namespace Activation.Tests.Segments;

/// <summary>What event nodes mean, case by case.</summary>
public sealed class EventRuleTests : IDisposable
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    private readonly SnapshotTable table = new(Rules.Schema);
    private readonly Guid person;

    public EventRuleTests() => person = table.Add("tier", "Gold");

    public void Dispose() => table.Dispose();

    [Theory]
    [InlineData("""{"event": "Purchase"}""", false)]
    [InlineData("""{"event": "Purchase", "count": {"op": "eq", "value": 0}}""", true)]
    [InlineData("""{"event": "Purchase", "count": {"op": "lte", "value": 2}}""", true)]
    [InlineData("""{"event": "Unheard of", "count": {"op": "lt", "value": 1}}""", true)]
    [InlineData("""{"not": {"event": "Purchase"}}""", true)]
    [InlineData("""{"event": "Purchase", "sum": {"op": "lte", "value": 5}, "property": "value"}""", false)]
    [InlineData("""{"event": "Purchase", "sum": {"op": "ne", "value": 5}, "property": "value"}""", false)]
    [InlineData("""{"event": "Purchase", "last": {"op": "notWithinLast", "value": "30d"}}""", false)]
    [InlineData("""{"event": "Purchase", "last": {"op": "notExists"}}""", true)]
    [InlineData("""{"event": "Purchase", "distinctDays": {"op": "lt", "value": 2}}""", false)]
    [InlineData("""{"event": "Purchase", "notFollowedBy": {"event": "View"}}""", false)]
    public void Members_NoEvents_CountIsZeroAndTheRestIsMissing(string rule, bool expected)
    {
        Check(rule, expected);

        // Others have events.
        table.AddEvent(table.Add("tier", "Gold"), "View", Now.AddDays(-1));
        table.Members(rule).Any(m => m.Profile == person).ShouldBe(expected);
    }

    [Theory]
    [InlineData(-7 * 86_400_000L, false)]
    [InlineData((-7 * 86_400_000L) + 1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Members_Within_IsHalfOpenAndEndsNow(long milliseconds, bool expected)
    {
        table.AddEvent(person, "Purchase", Now.AddMilliseconds(milliseconds));

        Check("""{"event": "Purchase", "within": "7d"}""", expected);
    }

    [Fact]
    public void Members_FutureEvent_NeverCounts()
    {
        table.AddEvent(person, "Purchase", Now.AddMilliseconds(1));

        Check("""{"event": "Purchase"}""", false);
        Check("""{"event": "*", "between": ["2026-11-01", "2027-01-01"]}""", false);
        Check("""{"event": "Purchase", "first": {"op": "exists"}}""", false);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", true)]
    [InlineData("2026-10-31T23:59:59.999Z", false)]
    [InlineData("2026-11-09T23:59:59.999Z", true)]
    [InlineData("2026-11-10T00:00:00Z", false)]
    public void Members_BetweenInstants_HasItsBeginningAndNotItsEnd(string at, bool expected)
    {
        table.AddEvent(person, "Purchase", Utc(at));

        Check("""{"event": "Purchase", "between": ["2026-11-01", "2026-11-10"]}""", expected);
    }

    [Theory]
    [InlineData(-90, 0, false)]
    [InlineData(-90, 1, true)]
    [InlineData(-30, 0, true)]
    [InlineData(-30, 1, false)]
    public void Members_BetweenDurations_MovesWithNow(int days, int milliseconds, bool expected)
    {
        table.AddEvent(person, "View", Now.AddDays(days).AddMilliseconds(milliseconds));

        Check("""{"event": "View", "between": ["90d", "30d"]}""", expected);
    }

    [Fact]
    public void Members_BetweenOpenEnds_IsEverythingBeforeOrSince()
    {
        table.AddEvent(person, "View", Now.AddDays(-10));

        Check("""{"event": "View", "between": [null, "10d"]}""", true);
        Check("""{"event": "View", "between": [null, "11d"]}""", false);
        Check("""{"event": "View", "between": ["2026-11-10T12:00:00Z", null]}""", true);
        Check("""{"event": "View", "between": [null, "2026-11-10T12:00:00Z"]}""", false);
    }

    [Fact]
    public void Members_Where_MissingPropertyIsFalseButForNotExists()
    {
        table.AddEvent(person, "Purchase", Now);

        Check("""{"event": "Purchase", "where": [{"property": "sku", "op": "ne", "value": "a"}]}""", false);
        Check("""{"event": "Purchase", "where": [{"property": "sku", "op": "notExists"}, {"property": "never seen", "op": "notExists"}]}""", true);
    }

    [Fact]
    public void Members_SumOfEventsWithoutTheProperty_IsMissing()
    {
        table.AddEvent(person, "Purchase", Now);

        Check("""{"event": "Purchase", "sum": {"op": "gte", "value": 0}, "property": "value"}""", false);
        Check("""{"event": "Purchase", "sum": {"op": "notExists"}, "property": "value"}""", true);
    }

    [Fact]
    public void Members_SumInAnyOrder_IsTheSame()
    {
        foreach (var value in new[] { 1e16, 49.9, 49.9, 0.2, -1e16 })
        {
            table.AddEvent(person, "Purchase", Now, properties: ("value", value));
        }

        Check("""{"event": "Purchase", "sum": {"op": "gte", "value": 100}, "property": "value"}""", true);
    }

    [Fact]
    public void Members_LastValueOfProperty_PassesOverEventsWithoutIt()
    {
        table.AddEvent(person, "Purchase", Now.AddDays(-2), properties: ("sku", "old"));
        table.AddEvent(person, "Purchase", Now.AddDays(-1), properties: ("sku", "new"));
        table.AddEvent(person, "Purchase", Now);

        Check("""{"event": "Purchase", "last": {"op": "eq", "value": "new"}, "property": "sku"}""", true);
        Check("""{"event": "Purchase", "first": {"op": "eq", "value": "old"}, "property": "sku"}""", true);
    }

    [Theory]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", 1)]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", 1)]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z", 2)]
    [InlineData("2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", 2)]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", 1)]
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", 2)]
    public void Members_DistinctDaysWhenClocksChange_AreThoseOfTheZone(string first, string second, int days)
    {
        table.AddEvent(person, "View", Utc(first));
        table.AddEvent(person, "View", Utc(second));

        Check($$"""{"event": "View", "distinctDays": {"op": "eq", "value": {{days}}}, "timeZone": "Europe/Berlin"}""", true);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Apia")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Australia/Lord_Howe")]
    public void Offsets_OfAZone_AreThoseOfThePlatform(string zone)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var offsets = TimeZoneOffsets.Of(zone, start: null);
        for (var at = new DateTime(1975, 1, 1, 0, 30, 0, DateTimeKind.Utc); at.Year < 2040; at = at.AddHours(61))
        {
            var change = offsets.Changes.Where(c => at >= c.At).Select(c => (TimeSpan?)c.Offset).FirstOrDefault();
            (change ?? offsets.Earliest).ShouldBe(info.GetUtcOffset(at), $"{zone} at {at:O}");
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(86_400_000, true)]
    [InlineData(86_400_001, false)]
    public void Members_FollowedBy_IsLaterAndWithinItsTime(int milliseconds, bool expected)
    {
        table.AddEvent(person, "Add to cart", Now.AddDays(-3));
        table.AddEvent(person, "Purchase", Now.AddDays(-3).AddMilliseconds(milliseconds));

        Check("""{"event": "Add to cart", "followedBy": {"event": "Purchase", "within": "1d"}}""", expected);
        Check("""{"event": "Add to cart", "notFollowedBy": {"event": "Purchase", "within": "1d"}}""", !expected);
    }

    [Fact]
    public void Members_NotFollowedByWhoseTimeRuns_IsTrueUntilItIsFollowed()
    {
        const string Abandoned = """{"event": "Add to cart", "within": "7d", "notFollowedBy": {"event": "Purchase", "within": "1d"}}""";
        table.AddEvent(person, "Add to cart", Now.AddHours(-2));

        Check(Abandoned, true);
        Check(Abandoned.Replace("\"within\": \"7d\"", "\"between\": [\"7d\", \"1d\"]", StringComparison.Ordinal), false);

        table.AddEvent(person, "Purchase", Now.AddHours(-1));
        Check(Abandoned, false);
    }

    [Fact]
    public void Members_Funnel_IsAboutSomeFirstEvent()
    {
        table.AddEvent(person, "Add to cart", Now.AddDays(-5));
        table.AddEvent(person, "Purchase", Now.AddDays(-5).AddHours(1));
        table.AddEvent(person, "Add to cart", Now.AddDays(-2));

        Check("""{"event": "Add to cart", "followedBy": {"event": "Purchase"}}""", true);
        Check("""{"event": "Add to cart", "notFollowedBy": {"event": "Purchase"}}""", true);
        Check("""{"event": "Add to cart", "count": {"op": "eq", "value": 1}, "notFollowedBy": {"event": "Purchase"}}""", true);
    }

    [Fact]
    public void Members_ChainedFunnel_NeedsOnePathInOrder()
    {
        const string Chain = """{"event": "View", "followedBy": {"event": "Add to cart", "within": "1h", "followedBy": {"event": "Purchase", "within": "1h"}}}""";
        var start = Now.AddDays(-1);
        table.AddEvent(person, "View", start);
        table.AddEvent(person, "Add to cart", start.AddMinutes(10));
        table.AddEvent(person, "Purchase", start.AddMinutes(80));
        Check(Chain, false);

        // The nearest cart is too early for the purchase, this one is not.
        table.AddEvent(person, "Add to cart", start.AddMinutes(50));
        Check(Chain, true);
    }

    [Fact]
    public void Members_EventsOfProfileOutsideTheSnapshot_MakeNoMember()
    {
        table.AddEvent(Guid.NewGuid(), "Purchase", Now);

        table.Members("""{"event": "Purchase"}""").ShouldBeEmpty();
        table.Members("""{"event": "Purchase"}""", "crm", "web").ShouldBeEmpty();
    }

    [Fact]
    public void Compile_Windows_TellTheEarliestEventNeeded()
    {
        Since("""{"trait": "tier", "op": "exists"}""").ShouldBeNull();
        Since("""{"event": "Unheard of", "within": "7d"}""").ShouldBeNull();
        Since("""{"event": "Purchase"}""").ShouldBe(new NeededEvents(null));
        Since("""{"any": [{"event": "Purchase", "within": "7d"}, {"event": "View", "within": "30d", "followedBy": {"event": "Purchase"}}]}""").ShouldBe(new NeededEvents(SnapshotTable.Now.AddDays(-30)));
        Since("""{"any": [{"event": "Purchase", "within": "7d"}, {"event": "View", "between": [null, "30d"]}]}""").ShouldBe(new NeededEvents(null));
        Since("""{"event": "Purchase", "between": ["2026-11-01", null]}""").ShouldBe(new NeededEvents(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Compile_SeveralEventNodes_PassOverTheEventsOnce()
    {
        var query = SegmentQueryBuilder.Compile(
            Rules.Parse("""{"all": [{"event": "Purchase", "within": "7d"}, {"event": "View", "count": {"op": "gte", "value": 3}}, {"event": "Purchase", "within": "7d", "sum": {"op": "gt", "value": 9}, "property": "value"}]}"""),
            Rules.Context("crm", "web"));

        query.Members.Text.Split("FROM events").Length.ShouldBe(2);
    }

    private static NeededEvents? Since(string rule) => SegmentQueryBuilder.Compile(Rules.Parse(rule), Rules.Context()).Events;

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;

    private void Check(string rule, bool expected)
    {
        foreach (var sources in new[] { new[] { "crm" }, ["crm", "web"] })
        {
            table.Members(rule, sources).Any(m => m.Profile == person).ShouldBe(expected, rule);
        }
    }
}
