using Activation.Segments;

namespace Activation.Tests.Segments;

/// <summary>The truth of every operator for one value, or none.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly SnapshotTable table = new(Rules.Schema);

    public void Dispose() => table.Dispose();

    [Theory]
    [InlineData("eq", "\"Gold\"", "Gold", true)]
    [InlineData("eq", "\"gold\"", "Gold", false)]
    [InlineData("eq", "\"Gold \"", "Gold", false)]
    [InlineData("eq", "\"\"", "", true)]
    [InlineData("eq", "\"'; DROP TABLE traits; --\"", "'; DROP TABLE traits; --", true)]
    [InlineData("ne", "\"Gold\"", "Silver", true)]
    [InlineData("ne", "\"Gold\"", "Gold", false)]
    [InlineData("gt", "\"a\"", "b", true)]
    [InlineData("gt", "\"a\"", "B", false)]
    [InlineData("gt", "\"\\uffff\"", "😀", true)]
    [InlineData("lte", "\"01234\"", "00999", true)]
    [InlineData("between", "[\"a\", \"c\"]", "c", true)]
    [InlineData("between", "[\"a\", \"c\"]", "ca", false)]
    [InlineData("in", "[\"Gold\", \"Silver\"]", "Silver", true)]
    [InlineData("in", "[\"Gold\", \"Silver\"]", "silver", false)]
    [InlineData("notIn", "[\"Gold\"]", "Silver", true)]
    [InlineData("notIn", "[\"Gold\"]", "Gold", false)]
    [InlineData("contains", "\"ol\"", "Gold", true)]
    [InlineData("contains", "\"OL\"", "Gold", false)]
    [InlineData("contains", "\"\"", "", true)]
    [InlineData("contains", "\"%\"", "Gold", false)]
    [InlineData("startsWith", "\"Go\"", "Gold", true)]
    [InlineData("startsWith", "\"_o\"", "Gold", false)]
    [InlineData("endsWith", "\"🥇\"", "Gold🥇", true)]
    [InlineData("endsWith", "\"Gol\"", "Gold", false)]
    [InlineData("matches", "\"ol\"", "Gold", true)]
    [InlineData("matches", "\"^ol\"", "Gold", false)]
    [InlineData("matches", "\"^.$\"", "🥇", true)]
    public void Members_String_IsTrue(string op, string value, string trait, bool expected) => Check("tier", op, value, trait, expected);

    [Theory]
    [InlineData("eq", "5", 5, true)]
    [InlineData("eq", "5.0", 5, true)]
    [InlineData("eq", "0", -0d, true)]
    [InlineData("ne", "5", 5, false)]
    [InlineData("gt", "5", 5, false)]
    [InlineData("gte", "5", 5, true)]
    [InlineData("lt", "5", 4.99, true)]
    [InlineData("lte", "5", 5.01, false)]
    [InlineData("between", "[1, 2]", 1, true)]
    [InlineData("between", "[1, 2]", 2, true)]
    [InlineData("between", "[1, 2]", 2.0001, false)]
    [InlineData("in", "[1, 2e0]", 2, true)]
    [InlineData("notIn", "[1, 2]", 3, true)]
    public void Members_Number_IsTrue(string op, string value, double trait, bool expected) => Check("ltv", op, value, trait, expected);

    [Theory]
    [InlineData("eq", "true", true, true)]
    [InlineData("eq", "true", false, false)]
    [InlineData("ne", "true", false, true)]
    [InlineData("in", "[true, false]", false, true)]
    [InlineData("notIn", "[true]", true, false)]
    public void Members_Boolean_IsTrue(string op, string value, bool trait, bool expected) => Check("vip", op, value, trait, expected);

    [Theory]
    [InlineData("eq", "\"2026-11-20\"", "2026-11-20", true)]
    [InlineData("eq", "\"2026-11-20T00:00:00Z\"", "2026-11-20", true)]
    [InlineData("eq", "\"2026-11-20T01:00:00+01:00\"", "2026-11-20", true)]
    [InlineData("eq", "\"2026-11-20T00:00:01Z\"", "2026-11-20", false)]
    [InlineData("before", "\"2026-11-20\"", "2026-11-20", false)]
    [InlineData("before", "\"2026-11-20T00:00:01Z\"", "2026-11-20", true)]
    [InlineData("after", "\"2026-11-20\"", "2026-11-21", true)]
    [InlineData("gte", "\"2026-11-20\"", "2026-11-20", true)]
    [InlineData("between", "[\"2026-11-01\", \"2026-11-20\"]", "2026-11-20", true)]
    [InlineData("in", "[\"2026-11-19\", \"2026-11-20T00:00:00Z\"]", "2026-11-20", true)]
    [InlineData("notIn", "[\"2026-11-19\", \"2026-11-20\"]", "2026-11-21", true)]
    [InlineData("before", "\"9999-12-31\"", "0001-01-01", true)]
    [InlineData("withinLast", "\"12h\"", "2026-11-20", false)]
    [InlineData("withinLast", "\"13h\"", "2026-11-20", true)]
    [InlineData("withinLast", "\"1w\"", "2026-11-21", false)]
    [InlineData("notWithinLast", "\"1w\"", "2026-11-21", true)]
    public void Members_Date_CountsAsItsMidnight(string op, string value, string trait, bool expected) =>
        Check("joined", op, value, DateOnly.Parse(trait, System.Globalization.CultureInfo.InvariantCulture), expected);

    [Theory]
    [InlineData("eq", "\"2026-11-20\"", "2026-11-20T00:00:00Z", true)]
    [InlineData("eq", "\"2026-11-20\"", "2026-11-20T00:00:00.001Z", false)]
    [InlineData("eq", "\"2026-11-20T10:00\"", "2026-11-20T10:00:00Z", true)]
    [InlineData("after", "\"2026-11-20T10:00:00.5+02:00\"", "2026-11-20T08:00:00.501Z", true)]
    [InlineData("before", "\"2026-11-20\"", "2026-11-19T23:59:59.999Z", true)]
    [InlineData("between", "[\"2026-11-20\", \"2026-11-21\"]", "2026-11-21T00:00:00Z", true)]
    [InlineData("between", "[\"2026-11-20\", \"2026-11-21\"]", "2026-11-21T00:00:00.001Z", false)]
    [InlineData("in", "[\"2026-11-20\"]", "2026-11-20T00:00:00Z", true)]
    [InlineData("withinLast", "\"30m\"", "2026-11-20T12:00:00Z", true)]
    [InlineData("withinLast", "\"30m\"", "2026-11-20T12:00:00.001Z", false)]
    [InlineData("withinLast", "\"30m\"", "2026-11-20T11:30:00Z", false)]
    [InlineData("withinLast", "\"30m\"", "2026-11-20T11:30:00.001Z", true)]
    [InlineData("notWithinLast", "\"30m\"", "2026-11-20T11:30:00Z", true)]
    [InlineData("notWithinLast", "\"30m\"", "2026-11-20T11:45:00Z", false)]
    public void Members_Timestamp_IsTrue(string op, string value, string trait, bool expected) =>
        Check("seen", op, value, DateTimeOffset.Parse(trait, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, expected);

    public static TheoryData<string, string, string> EveryOperator()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var op in TraitOperators.Names.Split(", ").Except(["exists", "notExists"]))
        {
            var (trait, value) = op switch
            {
                "withinLast" or "notWithinLast" => ("seen", "\"1d\""),
                "before" or "after" => ("seen", "\"2026-01-01\""),
                "in" or "notIn" or "between" => ("tier", "[\"a\", \"b\"]"),
                _ => ("tier", "\"a\""),
            };
            cases.Add(trait, op, value);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryOperator))]
    public void Members_MissingTrait_IsFalseAndItsNegationTrue(string trait, string op, string value)
    {
        var nobody = table.Add(trait, null);
        var rule = $$"""{"trait": "{{trait}}", "op": "{{op}}", "value": {{value}}}""";
        var unknown = $$"""{"trait": "never_imported", "op": "{{op}}", "value": {{value}}}""";

        foreach (var sources in new[] { new[] { "crm" }, ["crm", "web"] })
        {
            table.Members(rule, sources).ShouldBeEmpty();
            table.Members($$"""{"not": {{rule}}}""", sources).Select(m => m.Profile).ShouldBe([nobody]);
            table.Members(unknown, sources).ShouldBeEmpty();
            table.Members($$"""{"not": {{unknown}}}""", sources).Select(m => m.Profile).ShouldBe([nobody]);
        }
    }

    [Fact]
    public void Members_Exists_DependsOnTheValueAlone()
    {
        var with = table.Add("tier", "");
        var without = table.Add("tier", null);

        table.Members("""{"trait": "tier", "op": "exists"}""").Select(m => m.Profile).ShouldBe([with]);
        table.Members("""{"trait": "TIER", "op": "notExists"}""").Select(m => m.Profile).ShouldBe([without]);
        table.Members("""{"trait": "never_imported", "op": "exists"}""").ShouldBeEmpty();
        table.Members("""{"trait": "never_imported", "op": "notExists"}""").Count.ShouldBe(2);
    }

    private void Check(string trait, string op, string value, object stored, bool expected)
    {
        table.Add(trait, stored);
        var rule = $$"""{"trait": "{{trait}}", "op": "{{op}}", "value": {{value}}}""";

        table.Members(rule).Count.ShouldBe(expected ? 1 : 0);
        table.Members($$"""{"not": {{rule}}}""").Count.ShouldBe(expected ? 0 : 1);
    }
}
