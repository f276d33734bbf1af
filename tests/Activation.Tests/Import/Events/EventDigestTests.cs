using Activation.Import.Columns;
using Activation.Import.Events;

namespace Activation.Tests.Import.Events;

public sealed class EventDigestTests
{
    private static readonly SourceId Source = new("web");
    private static readonly ProfileId Profile = ProfileId.ForCustomer("C-1");
    private static readonly DateTime At = new(2026, 11, 2, 9, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void OfRow_SameContentInOtherColumns_IsTheSameEvent() =>
        Row(["value", "item"], ["5", "x"]).ShouldBe(Row(["Item", "empty", "VALUE"], ["x", null, "5"]));

    [Fact]
    public void OfRow_AnythingElse_IsAnotherEvent()
    {
        Guid[] ids =
        [
            Row(["value"], ["5"]), Row(["value"], ["5.0"]), Row(["value"], [null]), Row(["values"], ["5"]), Row(["value", "item"], ["5", "x"]), Row(["value", "item"], ["x", "5"]),
            Row(["value"], ["5"], name: "Refund"), Row(["value"], ["5"], at: At.AddMilliseconds(1)), Row(["value"], ["5"], profile: ProfileId.ForCustomer("C-2")),
            Row(["value"], ["5"], source: new SourceId("app")), EventDigest.OfGiven(Source, "e-1"), EventDigest.OfGiven(Source, "e-2"), EventDigest.OfGiven(new SourceId("app"), "e-1"),
        ];

        ids.ShouldBeUnique();
    }

    [Fact]
    public void OfGiven_SameIdOfTheSource_IsTheSameEvent() => EventDigest.OfGiven(Source, "e-1").ShouldBe(EventDigest.OfGiven(Source, "e-1"));

    private static Guid Row(string[] names, object?[] values, string name = "Purchase", DateTime? at = null, ProfileId? profile = null, SourceId? source = null) =>
        EventDigest.OfRow(
            source ?? Source, profile ?? Profile, name, at ?? At, [.. names.Select((n, i) => new PlannedColumn { Index = i, Header = n, Kind = ColumnKind.Property, Name = n })], values);
}
