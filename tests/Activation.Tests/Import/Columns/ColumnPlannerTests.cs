using Activation.Import.Columns;

namespace Activation.Tests.Import.Columns;

public sealed class ColumnPlannerTests
{
    private static readonly Dictionary<string, string> NoMapping = [];

    [Fact]
    public void Plan_NoMapping_UsesAliasesThenTraits()
    {
        var plan = Plan(["Customer ID", "E-Mail", "email_2", "Tier"], NoMapping);

        plan.Columns.Select(c => $"{c.Kind}:{c.Name}").ShouldBe(["Identifier:customerId", "Identifier:email", "Identifier:email", "Trait:Tier"]);
    }

    [Fact]
    public void Plan_Mapping_WinsWithoutRegardToCase()
    {
        var plan = Plan(["email", "Notes", "spend", "kundnr"], new() { ["EMAIL"] = "ignore", ["notes"] = "trait:remark", ["spend"] = "trait:ltv:number", ["kundnr"] = "customerId" });

        plan.Columns.Select(c => $"{c.Kind}:{c.Name}:{c.DeclaredType}:{c.Reason}").ShouldBe(["Ignored:::mapping", "Trait:remark::", "Trait:ltv:Number:", "Identifier:customerId::"]);
    }

    [Fact]
    public void Plan_UnmappedPersonalData_IsIgnoredByNameAndByValues()
    {
        var plan = Plan(["customer_id", "street_address", "contact channel", "points"], NoMapping, ["1", "", "ada@example.com", "5"], ["2", "", "web", "7"]);

        plan.Columns.Select(c => c.Reason).ShouldBe([null, "personalData", "personalData", null]);
    }

    [Fact]
    public void Plan_NamesReservedForConsent_NeedAMapping()
    {
        var plan = Plan(["customer_id", "consent:ads", "Consent:Email", "ok"], new() { ["ok"] = "consent:ads" });

        plan.Columns.Select(c => $"{c.Kind}:{c.Name}:{c.Reason}").ShouldBe(["Identifier:customerId:", "Ignored:consent:ads:reservedName", "Ignored:Consent:Email:reservedName", "Trait:consent:ads:"]);
    }

    [Fact]
    public void LinksOnly_Traits_AreIgnoredAndConsentStays()
    {
        var plan = ColumnPlanner.LinksOnly(Plan(["customer_id", "tier", "ok"], new() { ["ok"] = "consent:ads" }));

        plan.Columns.Select(c => c.Reason).ShouldBe([null, "identitySource", null]);
        plan.TraitColumns.ShouldHaveSingleItem().Name.ShouldBe("consent:ads");
    }

    [Fact]
    public void Plan_RepeatedAndNamelessColumns_AreIgnored()
    {
        var plan = Plan(["customer_id", "tier", "Tier", "", "customerid"], NoMapping);

        plan.Columns.Select(c => c.Reason).ShouldBe([null, null, "duplicate", "name", "duplicate"]);
        plan.Columns[3].Header.ShouldBe("column 4");
    }

    [Theory]
    [InlineData("noIdentifierColumn", "tier", "points")]
    [InlineData("noHeader", "", "")]
    [InlineData("noHeader", "ada@example.com", "tier")]
    [InlineData("wrongEncoding", "email", "st\uFFFDd")]
    public void Plan_UnusableHeader_SaysWhyWithoutItsText(string code, params string[] header)
    {
        var (plan, failure) = ColumnPlanner.Plan(header, NoMapping, []);

        plan.ShouldBeNull();
        failure.ShouldNotBeNull().Code.ShouldBe(code);
        failure.Message.ShouldNotContain("ada@");
    }

    [Fact]
    public void Plan_TooManyColumns_IsRefused()
    {
        var header = Enumerable.Range(0, 2001).Select(i => $"c{i}").Prepend("email").ToList();

        ColumnPlanner.Plan(header, NoMapping, []).Failure.ShouldNotBeNull().Code.ShouldBe("tooManyColumns");
    }

    [Fact]
    public void Plan_UnknownTarget_NamesTheColumn()
    {
        var (_, failure) = ColumnPlanner.Plan(["email"], new Dictionary<string, string> { ["email"] = "mail" }, []);

        failure.ShouldNotBeNull().Message.ShouldContain("'email'");
    }

    private static ColumnPlan Plan(string[] header, Dictionary<string, string> mapping, params string[][] sample)
    {
        var (plan, failure) = ColumnPlanner.Plan(header, mapping, sample);
        failure.ShouldBeNull();
        return plan.ShouldNotBeNull();
    }
}
