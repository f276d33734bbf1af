using System.Text.Json.Nodes;
using Activation.Segments;
using Activation.Segments.Expressions;
using CsCheck;

namespace Activation.Tests.Segments.Expressions;

public sealed class ExpressionTests : IDisposable
{
    private static readonly DateTime Now = SnapshotTable.Now.UtcDateTime;

    private readonly SnapshotTable table = new(Rules.Schema);

    public void Dispose() => table.Dispose();

    [Theory]
    [InlineData("24T", """{"trait":"sid:24","op":"eq","value":true}""")]
    [InlineData("FREQUENCY([1T,2T]<=2D)>=5", """{"event":["sid:1","sid:2"],"within":"2d","count":{"op":"gte","value":5}}""")]
    [InlineData("frequency( [ 1000T ] <= 2D ) >= 5", """{"event":"sid:1000","within":"2d","count":{"op":"gte","value":5}}""")]
    [InlineData("FREQUENCY([1T]>=5D)==3", """{"event":"sid:1","between":[null,"5d"],"count":{"op":"eq","value":3}}""")]
    [InlineData("1T OR 2T AND NOT 3T", """{"any":[{"trait":"sid:1","op":"eq","value":true},{"all":[{"trait":"sid:2","op":"eq","value":true},{"not":{"trait":"sid:3","op":"eq","value":true}}]}]}""")]
    [InlineData("(1T OR 2T) AND 3T", """{"all":[{"any":[{"trait":"sid:1","op":"eq","value":true},{"trait":"sid:2","op":"eq","value":true}]},{"trait":"sid:3","op":"eq","value":true}]}""")]
    [InlineData("frequency([1T]<=12h)>=1", """{"event":"sid:1","within":"12h","count":{"op":"gte","value":1}}""")]
    public void Read_Expression_IsRule(string expression, string rule) => ExpressionReader.Read(expression).ToJsonString().ShouldBe(rule);

    [Theory]
    [InlineData("", 1)]
    [InlineData("24", 3)]
    [InlineData("T24", 1)]
    [InlineData("1T AND", 7)]
    [InlineData("1T 2T", 4)]
    [InlineData("(1T", 4)]
    [InlineData("1T)", 3)]
    [InlineData("1T & 2T", 4)]
    [InlineData("FREQUENCY([1T,2T]<=2D)", 23)]
    [InlineData("FREQUENCY([1T,2T]<=2D)>5", 23)]
    [InlineData("FREQUENCY([1T,2T]==2D)>=5", 18)]
    [InlineData("FREQUENCY([1T,2T]<=0D)>=5", 20)]
    [InlineData("FREQUENCY([1T,2T]<=2)>=5", 21)]
    [InlineData("FREQUENCY([1T,2T]<=2W)>=5", 21)]
    [InlineData("FREQUENCY([])>=5", 12)]
    [InlineData("FREQUENCY([1T OR 2T])>=5", 15)]
    [InlineData("FREQUENCY([1T])>=5.5", 19)]
    [InlineData("FREQUENCY([12345678901234567890T])>=5", 12)]
    public void Read_Fault_NamesTheColumn(string expression, int column)
    {
        var problem = Rules.ShouldBeRefused(() => ExpressionReader.Read(expression), "invalidExpression", "expression");

        problem.Message.ShouldStartWith($"Column {column} ");
    }

    // The examples of https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/segments/recency-and-frequency
    [Theory]
    [InlineData("frequency([1000T]) <= 5", false)]
    [InlineData("frequency([1000T]) >= 1  AND  frequency([1000T]) <= 5", true)]
    [InlineData("frequency([1000T]) <= 5 AND 2000T", true)]
    [InlineData("(frequency([1000T] <= 2D) >= 5)", true)]
    [InlineData("frequency([1000T]) == 0", false)]
    [InlineData("frequency([1000T]) >= 0", false)]
    [InlineData("NOT 1000T", false)]
    [InlineData("2000T OR frequency([1000T]) <= 5", false)]
    [InlineData("2000T AND NOT frequency([1000T]) >= 6", true)]
    public void Read_FrequencyValidity_RefusesWhatMatchesEveryone(string expression, bool isValid)
    {
        if (isValid)
        {
            ExpressionReader.Read(expression).Count.ShouldBeGreaterThan(0);
        }
        else
        {
            Rules.ShouldBeRefused(() => ExpressionReader.Read(expression), "matchesEveryone", "expression");
        }
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused() =>
        Rules.ShouldBeRefused(() => ExpressionReader.Read(new string('(', 200) + "1T" + new string(')', 200)), "ruleTooDeep", "expression");

    [Fact]
    public void Write_Read_RoundTrips() => Expression(4).Sample(expression =>
    {
        JsonObject rule;
        try
        {
            rule = ExpressionReader.Read(expression);
        }
        catch (ProblemException e) when (e.Code == "matchesEveryone")
        {
            return;
        }

        var written = ExpressionWriter.Write(Rules.Parse(rule.ToJsonString()));
        ExpressionReader.Read(written).ToJsonString().ShouldBe(rule.ToJsonString(), written);
    });

    [Theory]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "Gold"}""", "rule")]
    [InlineData("""{"all": [{"trait": "sid:1", "op": "eq", "value": true}, {"has": "email"}]}""", "rule.all[1]")]
    [InlineData("""{"trait": "sid:1", "op": "eq", "value": false}""", "rule")]
    [InlineData("""{"event": "*", "count": {"op": "gte", "value": 1}}""", "rule")]
    [InlineData("""{"event": "Purchase"}""", "rule")]
    [InlineData("""{"event": "sid:1", "where": [{"property": "value", "op": "exists"}]}""", "rule")]
    [InlineData("""{"event": "sid:1", "followedBy": {"event": "sid:2"}}""", "rule")]
    [InlineData("""{"event": "sid:1", "between": ["2026-01-01", "2026-02-01"]}""", "rule")]
    [InlineData("""{"event": "sid:1", "count": {"op": "gt", "value": 1}}""", "rule.count")]
    [InlineData("""{"event": "sid:1", "count": {"op": "gte", "value": 1.5}}""", "rule.count")]
    public void Write_BeyondExpressions_NamesThePath(string rule, string path) =>
        Rules.ShouldBeRefused(() => ExpressionWriter.Write(Rules.Parse(rule)), "notExpressible", path);

    [Fact]
    public void Write_MatchesEveryone_IsRefused() =>
        Rules.ShouldBeRefused(() => ExpressionWriter.Write(Rules.Parse("""{"event": "sid:1", "count": {"op": "lte", "value": 5}}""")), "matchesEveryone");

    /// <summary>Frequencies add up over a person's devices: https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/faqs/faq-profile-merge</summary>
    [Fact]
    public void Members_FrequencyOverDevices_ThreeAndFiveMeetEight()
    {
        var person = table.Add("tier", "Gold");
        foreach (var (device, times) in new[] { ("phone", 3), ("laptop", 5) })
        {
            for (var i = 0; i < times; i++)
            {
                table.AddEvent(person, "sid:1", Now.AddHours(-i), source: device);
            }
        }

        Members("FREQUENCY([1T])>=8").ShouldBe([person]);
        Members("FREQUENCY([1T])>=9").ShouldBeEmpty();
    }

    [Fact]
    public void Members_FrequencyOfSeveralTraits_AddsThemUp()
    {
        var person = table.Add("tier", "Gold");
        table.AddEvent(person, "sid:1", Now.AddDays(-1));
        table.AddEvent(person, "sid:2", Now.AddDays(-2).AddMilliseconds(1));
        table.AddEvent(person, "sid:2", Now.AddDays(-2));

        Members("FREQUENCY([1T,2T]<=2D)>=2").ShouldBe([person]);
        Members("FREQUENCY([1T,2T]<=2D)>=3").ShouldBeEmpty();
        Members("FREQUENCY([1T,2T]>=2D)==1").ShouldBe([person]);
    }

    private static Gen<string> Expression(int levels)
    {
        var leaf = Gen.OneOf(
            Gen.Int[1, 99].Select(i => $"{i}T"),
            Gen.Select(Gen.Int[1, 99].Array[1, 3], RandomRules.Pick("", "<=2D", ">=30D", "<=36h", "<=90M"), RandomRules.Pick(">=", "<=", "=="), Gen.Int[0, 9], (ids, recency, sign, n) =>
                $"FREQUENCY([{string.Join(", ", ids.Distinct().Select(i => $"{i}T"))}]{recency}){sign}{n}"));
        if (levels == 0)
        {
            return leaf;
        }

        var below = Expression(levels - 1);
        return Gen.OneOf(
            leaf,
            below.Select(e => $"NOT ({e})"),
            below.Array[2, 3].Select(e => string.Join(" AND ", e.Select(x => $"({x})"))),
            below.Array[2, 3].Select(e => string.Join(" or ", e.Select(x => $"({x})"))));
    }

    private IEnumerable<Guid> Members(string expression) => table.Members(ExpressionReader.Read(expression).ToJsonString()).Select(m => m.Profile);
}
