using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.SegmentEvents;

namespace Activation.Tests.Destinations.SegmentEvents;

/// <summary>Payloads as https://segment.com/docs/engage/using-engage-data/#audience-generated-events shows them, with what the HTTP API asks beside.</summary>
public sealed class SegmentEventTests
{
    private static readonly DateTimeOffset At = new(2012, 12, 2, 0, 30, 12, 984, TimeSpan.Zero);

    [Theory]
    [InlineData(BatchOperation.Add, "Audience Entered", "true")]
    [InlineData(BatchOperation.Remove, "Audience Exited", "false")]
    public void Track_UserId_IsAsEngageSendsIt(BatchOperation operation, string name, string value)
    {
        var json = Write(operation, "externalId", "u123", isTrack: true);

        Without(json, "messageId").ShouldBe(
            $$"""{"type":"track","userId":"u123","event":"{{name}}","properties":{"audience_key":"first_time_shopper","first_time_shopper":{{value}}},"timestamp":"2012-12-02T00:30:12.984Z"}""");
    }

    [Theory]
    [InlineData(BatchOperation.Add, "true")]
    [InlineData(BatchOperation.Remove, "false")]
    public void Identify_UserId_HasTheBooleanTrait(BatchOperation operation, string value) =>
        Without(Write(operation, "externalId", "u123", isTrack: false), "messageId")
            .ShouldBe($$"""{"type":"identify","userId":"u123","traits":{"first_time_shopper":{{value}}},"timestamp":"2012-12-02T00:30:12.984Z"}""");

    [Fact]
    public void Identify_Traits_StandBesideTheAudienceAndCannotFakeIt()
    {
        var enrichment = new Activation.Destinations.Enrichment(null, [new("tier", JsonElement.Parse("\"Gold\"")), new("first_time_shopper", JsonElement.Parse("false"))]);

        var traits = JsonElement.Parse(SegmentEvent.Write(Batch(BatchOperation.Add), "externalId", "u123", enrichment, isTrack: false)).GetProperty("traits");

        traits.GetRawText().ShouldBe("""{"tier":"Gold","first_time_shopper":true}""");
    }

    /// <remarks>The properties of the example of https://segment.com/docs/engage/event-mapping-configuration/#track-events-logging-user-actions</remarks>
    [Fact]
    public void Track_Traits_AreInThePropertiesAndCannotFakeTheAudience()
    {
        var enrichment = new Activation.Destinations.Enrichment(
            null, [new("first_name", JsonElement.Parse("\"Jane\"")), new("browse_abandoners", JsonElement.Parse("false")), new("audience_key", JsonElement.Parse("\"other\"")), new("last_name", JsonElement.Parse("\"Doe\""))]);

        var json = JsonElement.Parse(SegmentEvent.Write(Batch(BatchOperation.Add) with { AudienceId = "browse_abandoners" }, "externalId", "user-123", enrichment, isTrack: true));

        json.GetProperty("properties").GetRawText().ShouldBe("""{"audience_key":"browse_abandoners","browse_abandoners":true,"first_name":"Jane","last_name":"Doe"}""");
        json.TryGetProperty("context", out _).ShouldBeFalse();
    }

    [Fact]
    public void Track_HashedEmail_IsAnExternalIdOfSomebodyWithoutUserId()
    {
        var json = JsonElement.Parse(Write(BatchOperation.Add, "email", "abc", isTrack: true));

        json.TryGetProperty("userId", out _).ShouldBeFalse();
        json.GetProperty("anonymousId").GetString().ShouldBe("abc");
        json.GetProperty("context").GetRawText().ShouldBe("""{"externalIds":[{"id":"abc","type":"email_sha256","collection":"users","encoding":"none"}]}""");
    }

    [Theory]
    [InlineData("gaid", "android")]
    [InlineData("idfa", "ios")]
    public void Track_DeviceId_StandsInTheDevice(string identifier, string device) =>
        JsonElement.Parse(Write(BatchOperation.Add, identifier, "id", isTrack: true)).GetProperty("context").GetRawText()
            .ShouldBe($$$"""{"device":{"type":"{{{device}}}","advertisingId":"id","adTrackingEnabled":true}}""");

    [Fact]
    public void MessageId_OfEvents_IsShortStableAndOfItsOwn()
    {
        string Of(BatchOperation operation, string id, bool isTrack, int attempt = 1, int number = 1) =>
            JsonElement.Parse(SegmentEvent.Write(Batch(operation, number) with { Attempt = attempt }, "externalId", id, Activation.Destinations.Enrichment.None, isTrack)).GetProperty("messageId").GetString() ?? "";

        string[] ids = [Of(BatchOperation.Add, "a", true), Of(BatchOperation.Add, "b", true), Of(BatchOperation.Add, "a", false), Of(BatchOperation.Add, "a", true, number: 2)];
        ids.Distinct().Count().ShouldBe(4);
        ids.ShouldAllBe(id => id.Length < 100);
        Of(BatchOperation.Add, "a", true, attempt: 2).ShouldBe(ids[0]);
    }

    [Theory]
    [InlineData("Gold members", "gold_members")]
    [InlineData("Order completed (last 30days)", "order_completed_last_30days")]
    [InlineData("  Überflieger – 1 ", "überflieger_1")]
    [InlineData("!", "audience")]
    public void Key_Name_IsSnakeCase(string name, string key) => AudienceKey.Of(name).ShouldBe(key);

    [Fact]
    public void Batches_ManyMembers_KeepToTheLimits()
    {
        var members = Enumerable.Range(1, 3000).Select(i => Member.Of($"C-{i}", ("externalId", [$"C-{i}"])) with { Enrichment = Text(i % 2 == 0 ? 10 : 700) }).ToList();

        var batches = SegmentBatches.Of(Batch(BatchOperation.Add) with { Rows = members }, Settings());

        batches.Rejected.ShouldBeEmpty();
        batches.Bodies.ShouldAllBe(b => b.Length <= 500_000);
        var events = batches.Bodies.SelectMany(b => JsonElement.Parse(b).GetProperty("batch").EnumerateArray().ToList()).ToList();
        events.Count.ShouldBe(6000);
        events.Select(e => e.GetProperty("messageId").GetString()).Distinct().Count().ShouldBe(6000);
        SegmentBatches.Of(Batch(BatchOperation.Add) with { Rows = [.. members.Select(m => m with { Enrichment = Activation.Destinations.Enrichment.None })] }, Settings())
            .Bodies.ShouldAllBe(b => JsonElement.Parse(b).GetProperty("batch").GetArrayLength() <= 2500);
    }

    [Fact]
    public void Batches_EventOverItsLimit_NamesTheMemberAndSendsTheOthers()
    {
        MemberRow[] members = [Member.Full(1) with { Enrichment = Text(40_000) }, Member.Full(2)];

        var batches = SegmentBatches.Of(Batch(BatchOperation.Add) with { Rows = members }, Settings());

        batches.Rejected.ShouldBe([new RejectedRow(0, "eventTooLarge")]);
        Encoding.UTF8.GetString(batches.Bodies.ShouldHaveSingleItem()).ShouldNotContain("C-1");
    }

    private static Activation.Destinations.Enrichment Text(int length) => new(null, [new("note", JsonElement.Parse($"\"{new string('x', length)}\""))]);

    private static string Write(BatchOperation operation, string identifier, string id, bool isTrack) =>
        Encoding.UTF8.GetString(SegmentEvent.Write(Batch(operation), identifier, id, Activation.Destinations.Enrichment.None, isTrack));

    private static DestinationBatch Batch(BatchOperation operation, int number = 1) => new(new BatchId(new RunId("shopper.1"), number), 1, "first_time_shopper", "First time shopper", operation, [], At);

    private static SegmentEventsSettings Settings() =>
        new(new DestinationAccount(new DestinationId("segment"), JsonElement.Parse("{}"), new Dictionary<string, string> { ["writeKey"] = "key" }));

    private static string Without(string json, string property)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json).ShouldNotBeNull().AsObject();
        node.Remove(property).ShouldBeTrue();
        return node.ToJsonString();
    }
}
