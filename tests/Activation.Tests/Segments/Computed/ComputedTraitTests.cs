using System.Text.Json;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Computed;

namespace Activation.Tests.Segments.Computed;

/// <summary>What computed traits say, case by case.</summary>
public sealed class ComputedTraitTests : IDisposable
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    private readonly SnapshotTable table = new(Rules.Schema);
    private readonly Guid person;

    public ComputedTraitTests() => person = table.Add("tier", "Gold");

    public void Dispose() => table.Dispose();

    [Fact]
    public void MostFrequent_Tie_IsTheFirstAlphabetically()
    {
        Buy("Shoes", "Hats", "Shoes", "Hats", "Bags");

        Check("""{"event": "Purchase", "measure": "mostFrequent", "property": "sku"}""", """{"trait": "favourite", "op": "eq", "value": "Hats"}""", true);
    }

    [Fact]
    public void MostFrequent_TheMoreOften_GoesBeforeTheAlphabet()
    {
        Buy("Shoes", "Hats", "Shoes");

        Check("""{"event": "Purchase", "measure": "mostFrequent", "property": "sku"}""", """{"trait": "favourite", "op": "eq", "value": "Shoes"}""", true);
    }

    [Theory]
    [InlineData(1, null, false)]
    [InlineData(2, null, true)]
    [InlineData(1, 1, true)]
    [InlineData(2, 3, false)]
    public void MostFrequent_PropertyTrackedLessThanTwice_IsMissing(int events, int? minimum, bool expected)
    {
        Buy([.. Enumerable.Repeat("Shoes", events)]);
        table.AddEvent(person, "Purchase", Now.AddDays(-1));

        Check(
            $$"""{"event": "Purchase", "measure": "mostFrequent", "property": "sku", "minimumEvents": {{minimum?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}""",
            """{"trait": "favourite", "op": "exists"}""", expected);
    }

    [Theory]
    [InlineData("""{"trait": "Favourite", "op": "contains", "value": "Hats"}""", true)]
    [InlineData("""{"trait": "favourite", "op": "contains", "value": "Hat"}""", false)]
    [InlineData("""{"trait": "favourite", "op": "startsWith", "value": "Hat"}""", true)]
    [InlineData("""{"trait": "favourite", "op": "in", "value": ["Bags", "Shoes"]}""", true)]
    [InlineData("""{"trait": "favourite", "op": "notIn", "value": ["Bags", "Socks"]}""", true)]
    [InlineData("""{"trait": "favourite", "op": "notIn", "value": ["Bags", "Shoes"]}""", false)]
    [InlineData("""{"trait": "favourite", "op": "exists"}""", true)]
    public void UniqueList_IsAskedForItsValues(string rule, bool expected)
    {
        Buy("Shoes", "Hats", "Shoes");

        Check("""{"event": "Purchase", "measure": "uniqueList", "property": "sku"}""", rule, expected);
    }

    [Fact]
    public void UniqueList_OfNobodysEvents_IsMissing()
    {
        const string List = """{"event": "Purchase", "measure": "uniqueList", "property": "sku"}""";

        Check(List, """{"trait": "favourite", "op": "notIn", "value": ["Bags"]}""", false);
        Check(List, """{"trait": "favourite", "op": "notExists"}""", true);
        Check(List, """{"not": {"trait": "favourite", "op": "contains", "value": "Bags"}}""", true);
    }

    [Theory]
    [InlineData("eq")]
    [InlineData("gte")]
    public void UniqueList_Compared_IsRefused(string op) =>
        Rules.ShouldBeRefused(
            () => Compile("""{"event": "Purchase", "measure": "uniqueList", "property": "sku"}""", $$"""{"all": [{"trait": "favourite", "op": "{{op}}", "value": "a"}]}"""), "typeMismatch", "rule.all[0].op");

    [Theory]
    [InlineData("""{"trait": "favourite", "op": "eq", "value": 0}""", true)]
    [InlineData("""{"trait": "favourite", "op": "exists"}""", true)]
    [InlineData("""{"trait": "favourite", "op": "notExists"}""", false)]
    public void Count_NoEvents_IsZeroAndNeverMissing(string rule, bool expected) => Check("""{"event": "Purchase", "measure": "count"}""", rule, expected);

    [Theory]
    [InlineData("crm", "web", 8, true)]
    [InlineData("crm", "web", 9, false)]
    public void Count_ThreeOnOneDeviceAndFiveOnAnother_MeetEight(string first, string second, int asked, bool expected)
    {
        for (var i = 0; i < 8; i++)
        {
            table.AddEvent(person, "Purchase", Now.AddHours(-i), i < 3 ? first : second);
        }

        Check("""{"event": "Purchase", "measure": "count", "within": "90d"}""", $$"""{"trait": "favourite", "op": "gte", "value": {{asked}}}""", expected);
    }

    [Theory]
    [InlineData(-90 * 86_400_000L, 0)]
    [InlineData((-90 * 86_400_000L) + 1, 50)]
    public void Sum_Window_IsHalfOpen(long milliseconds, double expected)
    {
        table.AddEvent(person, "Purchase", Now.AddMilliseconds(milliseconds), properties: [("value", 50d)]);

        Check(
            """{"event": "Purchase", "measure": "sum", "property": "value", "within": "90d"}""",
            expected == 0 ? """{"trait": "favourite", "op": "notExists"}""" : """{"trait": "favourite", "op": "eq", "value": 50}""", true);
    }

    [Theory]
    [InlineData("""{"trait": "favourite", "op": "eq", "value": "10"}""", "rule.value")]
    [InlineData("""{"trait": "favourite", "op": "contains", "value": "1"}""", "rule.op")]
    public void Rule_AcrossTypes_IsRefused(string rule, string path) =>
        Rules.ShouldBeRefused(() => Compile("""{"event": "Purchase", "measure": "sum", "property": "value"}""", rule), "typeMismatch", path);

    [Fact]
    public void Rule_ManyOfOneTrait_ReadTheEventsOnce()
    {
        var sql = Compile(
            """{"event": "Purchase", "measure": "sum", "property": "value"}""",
            """{"any": [{"trait": "favourite", "op": "lt", "value": 5}, {"trait": "favourite", "op": "gt", "value": 500}, {"event": "View"}]}""").Members.Text;

        sql.Split("FROM events").Length.ShouldBe(2);
        sql.Split("fsum(").Length.ShouldBe(2);
    }

    [Fact]
    public void Rule_MoreEventsThanARuleMayRead_IsRefused()
    {
        var nodes = string.Join(',', Enumerable.Range(0, RuleLimits.MaxEvents + 1).Select(i => $$"""{"trait": "favourite", "op": "gt", "value": {{i}}}"""));

        Rules.ShouldBeRefused(() => Compile("""{"event": "Purchase", "measure": "count"}""", $$"""{"any": [{{nodes}}]}"""), "tooManyEvents");
    }

    [Theory]
    [InlineData("""{"event": "Purchase"}""", "missingField", "measure")]
    [InlineData("""{"measure": "count"}""", "missingField", "event")]
    [InlineData("""{"event": "Purchase", "measure": "median"}""", "unknownMeasure", "measure")]
    [InlineData("""{"event": "Purchase", "measure": "sum"}""", "missingField", "property")]
    [InlineData("""{"event": "Purchase", "measure": "count", "property": "sku"}""", "unknownField", "property")]
    [InlineData("""{"event": "Purchase", "measure": "count", "minimumEvents": 2}""", "unknownField", "minimumEvents")]
    [InlineData("""{"event": "Purchase", "measure": "mostFrequent", "property": "sku", "minimumEvents": 0}""", "wrongJsonType", "minimumEvents")]
    [InlineData("""{"event": "Purchase", "measure": "count", "within": "90"}""", "invalidDuration", "within")]
    [InlineData("""{"event": "Purchase", "measure": "count", "within": "9d", "between": ["9d", "1d"]}""", "ambiguousPeriod", "")]
    [InlineData("""{"event": [], "measure": "count"}""", "emptyList", "event")]
    [InlineData("""{"event": "Purchase", "measure": "count", "where": [{"property": "sku"}]}""", "missingField", "where[0].op")]
    [InlineData("""{"event": "Purchase", "measure": "count", "expiresAfter": "9d"}""", "unknownField", "expiresAfter")]
    public void Parse_WrongDefinition_NamesTheField(string definition, string code, string path) =>
        Rules.ShouldBeRefused(() => ComputedTraitParser.Parse(Definition(definition)), code, path);

    [Fact]
    public void Schema_ImportOfAComputedName_IsNotDeclared()
    {
        var schema = new TraitSchema([], [new ComputedTrait("LTV", Definition("""{"event": "Purchase", "measure": "count"}"""))]);

        var (next, changed) = schema.With(new SourceId("crm"), [new("ltv", TraitType.Number), new("tier", TraitType.String)]);

        changed.ShouldBeTrue();
        next.Traits.Select(t => t.Name).ShouldBe(["tier"]);
        next.FindComputed("ltv").ShouldNotBeNull();
    }

    [Fact]
    public void Checker_EventThatNobodyHas_IsAWarningOfTheTrait()
    {
        var traits = new TraitSchema([], [new ComputedTrait("favourite", Definition("""{"event": "Purchas", "measure": "count"}"""))]);

        var check = RuleChecker.Check(Rules.Parse("""{"all": [{"trait": "favourite", "op": "gte", "value": 1}]}"""), traits, Rules.Events, Rules.NoSegments);

        var warning = check.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Path).ShouldBe(("unknownEvent", "rule.all[0].trait.event"));
        warning.Message.ShouldContain("Purchase");
    }

    private static TraitDefinition Definition(string json) => JsonSerializer.Deserialize(json, DefinitionJson.Default.TraitDefinition).ShouldNotBeNull();

    private static SegmentQuery Compile(string definition, string rule) => SegmentQueryBuilder.Compile(
        Rules.Parse(rule), Rules.Context() with { Traits = new TraitSchema(Rules.Schema.Traits, [new ComputedTrait("favourite", Definition(definition))]) });

    private void Buy(params string[] skus)
    {
        for (var i = 0; i < skus.Length; i++)
        {
            table.AddEvent(person, "Purchase", Now.AddHours(-i), properties: [("sku", skus[i])]);
        }
    }

    private void Check(string definition, string rule, bool expected) =>
        table.Members(Compile(definition, rule)).Any(m => m.Profile == person).ShouldBe(expected);
}
