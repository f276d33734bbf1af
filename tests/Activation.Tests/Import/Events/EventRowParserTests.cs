using Activation.Import;
using Activation.Import.Events;
using Activation.Import.Files;
using Activation.Import.Rows;

namespace Activation.Tests.Import.Events;

public sealed class EventRowParserTests
{
    private static readonly string[] Header = ["event", "time", "event_id", "customer_id", "email", "value"];
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(",2026-11-19,e-1,C-1,,5", "noEventName", "event")]
    [InlineData(@"\N,2026-11-19,e-1,C-1,,5", "noEventName", "event")]
    [InlineData("Share with ann@example.com,2026-11-19,e-1,C-1,,5", "personalDataInEventName", "event")]
    [InlineData("Buy\u0001,2026-11-19,e-1,C-1,,5", "invalidEventName", "event")]
    [InlineData("Purchase,,e-1,C-1,,5", "invalidEventTime", "time")]
    [InlineData("Purchase,soon,e-1,C-1,,5", "invalidEventTime", "time")]
    [InlineData("Purchase,2026-11-21T12:00:01Z,e-1,C-1,,5", "eventInFuture", "time")]
    [InlineData("Purchase,2026-10-20T23:59:59Z,e-1,C-1,,5", "eventExpired", "time")]
    [InlineData("Purchase,2026-11-19,e-1,,not an address,5", "noIdentifier", "")]
    public void Parse_NoEvent_IsRejectedWithTheCellAtFault(string row, string code, string column)
    {
        var (parsed, tally) = Parse(row);

        parsed.ShouldBeNull();
        tally.Rejected.ShouldBe(1);
        tally.Masks.ShouldBeEmpty("reach is of accepted rows");
        var reject = tally.TakeRejects()[^1];
        (reject.Code, reject.Column).ShouldBe((code, column));
        reject.Message.ShouldNotContain("example.com");
    }

    [Theory]
    [InlineData("Purchase,2026-11-21T12:00:00Z,e-1,C-1,,5")]
    [InlineData("Purchase,2026-10-21T00:00:00Z,e-1,C-1,,5")]
    public void Parse_EventAtTheLimits_IsAccepted(string row) => Parse(row).Row.ShouldNotBeNull();

    [Fact]
    public void Parse_Event_HasNameTimeAndProperties()
    {
        var (row, _) = Parse(" Purchase ,2026-11-19T10:00:00+01:00,e-1,C-1,ann@example.com,5");

        var happened = row.ShouldNotBeNull().Event.ShouldNotBeNull();
        (happened.Name, happened.At, happened.Day).ShouldBe(("Purchase", new DateTime(2026, 11, 19, 9, 0, 0), new DateOnly(2026, 11, 19)));
        happened.Id.ShouldBe(EventDigest.OfGiven(new SourceId("web"), "e-1"));
        row.Profile.ShouldBe(ProfileId.ForCustomer("C-1"));
        row.Traits.ShouldBe(["5"]);
    }

    [Fact]
    public void Parse_OtherEventOfThePerson_HasTheSameFingerprint() =>
        Parse("Purchase,2026-11-19,e-1,C-1,ann@example.com,5").Row.ShouldNotBeNull().Fingerprint
            .ShouldBe(Parse("Refund,2026-11-20,e-2,C-1,ann@example.com,7").Row.ShouldNotBeNull().Fingerprint);

    [Fact]
    public void Parse_HugeCustomerId_IsRejected() => Parse($"Purchase,2026-11-19,e-1,{new string('x', 10_001)},,5").Tally.TakeRejects()[0].Code.ShouldBe("identifierTooLong");

    private static (ParsedRow? Row, ImportTally Tally) Parse(string row)
    {
        var plan = EventColumnPlanner.Plan(Header, new Dictionary<string, string>(), []).Plan.ShouldNotBeNull();
        var tally = new ImportTally(plan);
        using var fingerprint = new RowFingerprint(new byte[32], new SourceDefinition { Kind = SourceKind.Events }, plan.OfPeople());
        var cells = new EventCells(plan, new SourceId("web"), Now, new DateOnly(2026, 10, 21), tally);
        var parser = new RowParser(plan, Header.Length, fingerprint, defaultCountry: null, tally, cells);
        return (parser.Parse(new BufferedRecord(2, row.Split(','))), tally);
    }
}
