using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Tests.Profiles.Events;

public sealed class EventSchemaTests
{
    private static readonly EventSchema Schema = EventSchema.Empty.With(["Purchase"], [new("value", TraitType.Number)]).Schema;

    [Fact]
    public void With_PropertyThatExists_KeepsSpellingAndType()
    {
        var (same, changed) = Schema.With(["Purchase"], [new("VALUE", TraitType.String)]);

        changed.ShouldBeFalse();
        same.FindProperty("Value").ShouldBe(new EventProperty { Ordinal = 0, Name = "value", Type = TraitType.Number });
    }

    [Fact]
    public void With_NewNamesAndProperties_NumbersThemOn()
    {
        var (next, changed) = Schema.With(["purchase", "purchase", "Purchase"], [new("item", TraitType.String), new("Item", TraitType.Date)]);

        changed.ShouldBeTrue();
        next.Names.ShouldBe(["Purchase", "purchase"]);
        next.Properties.Select(p => $"{p.ValueColumn} {p.Name} {p.SqlType}").ShouldBe(["p0 value DOUBLE", "p1 item VARCHAR"]);
    }

    [Fact]
    public void With_MoreThanThereIsRoomFor_LeavesOutTheRest()
    {
        var (full, _) = Schema.With(
            Enumerable.Range(0, EventCatalog.MaxNames).Select(i => $"n{i}"), Enumerable.Range(0, EventCatalog.MaxProperties).Select(i => KeyValuePair.Create($"p{i}", TraitType.String)));

        (full.Names.Count, full.Properties.Count).ShouldBe((EventCatalog.MaxNames, EventCatalog.MaxProperties));
        full.With(["one more"], [new("one more", TraitType.String)]).Changed.ShouldBeFalse();
    }
}
