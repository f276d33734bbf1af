using Activation.Import.Columns;
using Activation.Import.Events;

namespace Activation.Tests.Import.Events;

public sealed class EventColumnPlannerTests
{
    [Theory]
    [InlineData("event,name,time,customer_id", "EventName Property:-name EventTime Identifier:customerId")]
    [InlineData("name,timestamp,email,id", "EventName EventTime Identifier:email EventId")]
    [InlineData("Event Name,Event Time,E-Mail,message_id,id,value", "EventName EventTime Identifier:email EventId Property:id Property:value")]
    [InlineData("eventName,ts,ecid,eventId,MAID", "EventName EventTime Identifier:ecid EventId Identifier:mobileAdId")]
    [InlineData("event,timestamp,originalTimestamp,sentAt,userId", "EventName EventTime Property:originalTimestamp Property:sentAt Identifier:customerId")]
    [InlineData("action,occurred_at,phone", "EventName EventTime Identifier:phone")]
    [InlineData("event,time,identity.email,identity.id,properties.value,context.traits.email,context.page.path", "EventName EventTime Identifier:email Identifier:customerId Property:value Identifier:email Property:context.page.path")]
    [InlineData("event,time,userId,context.device.advertisingId,context.device.id", "EventName EventTime Identifier:customerId Identifier:mobileAdId Property:context.device.id")]
    public void Plan_NoMapping_FindsEventPeopleAndProperties(string header, string expected) =>
        string.Join(' ', Plan(header, []).Columns.Select(Describe)).ShouldBe(expected.Replace(":-name", ":!personalData", StringComparison.Ordinal).Replace("Property:!", "Ignored:!", StringComparison.Ordinal));

    [Theory]
    [InlineData("properties.email")]
    [InlineData("properties.phone")]
    [InlineData("properties.shipping.name")]
    [InlineData("properties.first_name")]
    [InlineData("properties.address.street")]
    [InlineData("context.ip")]
    [InlineData("traits.address.street")]
    [InlineData("anonymousId")]
    [InlineData("notes")]
    public void Plan_PersonalName_IsIgnoredAndSaysSo(string column)
    {
        var planned = Plan($"event,time,userId,{column}", []).Columns[3];

        (planned.Kind, planned.Reason).ShouldBe((ColumnKind.Ignored, "personalData"));
    }

    [Theory]
    [InlineData("properties.state")]
    [InlineData("properties.country")]
    [InlineData("properties.product.name")]
    [InlineData("properties.email_type")]
    public void Plan_NameOfAThing_IsAProperty(string column) =>
        Plan($"event,time,userId,{column}", []).Columns[3].Name.ShouldBe(column["properties.".Length..]);

    [Fact]
    public void Plan_PersonalValues_AreIgnored()
    {
        var (plan, _) = EventColumnPlanner.Plan(["event", "time", "userId", "properties.target"], new Dictionary<string, string>(), [["Share", "1", "C-1", "ann@example.com"]]);

        plan.ShouldNotBeNull().Columns[3].Reason.ShouldBe("personalData");
    }

    [Fact]
    public void Plan_Mapping_GoesBeforeNames()
    {
        var plan = Plan("event,time,userId,what,when,ref,total,who", new()
        {
            ["WHAT"] = "event:name", ["when"] = "event:time", ["ref"] = "event:id", ["total"] = "property:revenue:number", ["who"] = "email", ["userId"] = "ignore",
        });

        string.Join(' ', plan.Columns.Select(Describe)).ShouldBe("Property:event Property:time Ignored:!mapping EventName EventTime EventId Property:revenue Identifier:email");
        plan.Columns[6].DeclaredType.ShouldBe(Activation.Profiles.TraitType.Number);
    }

    [Theory]
    [InlineData("time,customer_id", null, "noEventNameColumn")]
    [InlineData("event,customer_id", null, "noEventTimeColumn")]
    [InlineData("event,time,anonymousId", null, "noIdentifierColumn")]
    [InlineData("event,time,customer_id,tier", "trait:tier", "invalidMapping")]
    [InlineData("event,time,customer_id,tier", "consent:marketing", "invalidMapping")]
    [InlineData("event,time,customer_id,tier", "property:tier:money", "invalidMapping")]
    public void Plan_UnusableHeader_SaysWhy(string header, string? mapping, string code)
    {
        var targets = mapping is null ? [] : new Dictionary<string, string> { ["tier"] = mapping };

        EventColumnPlanner.Plan(header.Split(','), targets, []).Failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void Plan_CrmSource_KnowsNoEvents() =>
        ColumnPlanner.Plan(["email", "when"], new Dictionary<string, string> { ["when"] = "event:time" }, []).Failure.ShouldNotBeNull().Code.ShouldBe("invalidMapping");

    private static ColumnPlan Plan(string header, Dictionary<string, string> mapping) =>
        EventColumnPlanner.Plan(header.Split(','), mapping, []).Plan.ShouldNotBeNull();

    private static string Describe(PlannedColumn column) => column.Kind switch
    {
        ColumnKind.EventName or ColumnKind.EventTime or ColumnKind.EventId => $"{column.Kind}",
        ColumnKind.Ignored => $"Ignored:!{column.Reason}",
        _ => $"{column.Kind}:{column.Name}",
    };
}
