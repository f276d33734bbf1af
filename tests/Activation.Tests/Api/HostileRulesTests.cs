using System.Text;
using System.Text.Json.Nodes;
using Activation.Segments;

namespace Activation.Tests.Api;

/// <summary>Rules that mean harm, through the API: each is refused with a code and a place, or answered; none is repeated, and none breaks anything.</summary>
public sealed class HostileRulesTests
{
    private const string Leaf = """{"trait":"ltv","op":"lt","value":5}""";

    private static readonly string[] Codes =
        ["invalidName", "unknownOperator", "invalidDuration", "invalidDate", "unknownIdentifier", "unknownSegment", "unknownTimeZone", "unknownConsentState", "typeMismatch", "invalidPattern", "invalidText", "wrongJson"];

    /// <summary>The text in the place of every string of every example of the published schema, one at a time.</summary>
    [Theory]
    [InlineData("'; DROP TABLE traits; --")]
    [InlineData("\" OR 1=1 UNION SELECT * FROM read_csv('/etc/passwd') --")]
    [InlineData("$1) OR TRUE OR ($2")]
    [InlineData("🥇\u202e👩‍👩‍👧 e\u0301")]
    [InlineData("(a+)+$")]
    [InlineData("9999-12-31T23:59:59.9999999+23:59")]
    public async Task Preview_TextInEveryField_IsRefusedOrAnswered(string text)
    {
        await using var api = new ApiHarness(new NothingStored());
        var schema = (await api.SendJsonAsync("GET", "/api/segments/schema")).Body;
        var answered = 0;
        foreach (var example in schema["examples"].ShouldNotBeNull().AsArray())
        {
            for (var place = 0; Replaced(example.ShouldNotBeNull(), place, text) is { } rule; place++)
            {
                var (status, body) = await PreviewAsync(api, rule.ToJsonString());

                body.ToJsonString().ShouldNotContain("DROP", Case.Sensitive);
                if (status == 200)
                {
                    body["count"].ShouldNotBeNull().GetValue<long>().ShouldBe(0);
                    answered++;
                }
                else
                {
                    status.ShouldBe(400, body.ToJsonString());
                    Codes.ShouldContain(body["code"].ShouldNotBeNull().GetValue<string>(), rule.ToJsonString());
                    body["path"].ShouldNotBeNull().GetValue<string>().ShouldStartWith("rule");
                }
            }
        }

        answered.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Preview_SourceThatIsNotDefined_IsRefusedByItsPlace()
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, body) = await api.SendJsonAsync("POST", "/api/segments/preview", $$"""{"rule": {{Leaf}}, "sources": ["web"]}""");

        (status, body["code"]?.GetValue<string>(), body["path"]?.GetValue<string>()).ShouldBe((400, "unknownSource", "sources[0]"));
    }

    [Theory]
    [InlineData("""{"trait": "ltv", "op": "gt", "value": NaN}""", "malformedJson")]
    [InlineData("""{"trait": "ltv", "op": "gt", "value": "NaN"}""", null)]
    [InlineData("""{"trait": "ltv", "op": "gt", "value": 1e999}""", "invalidNumber")]
    [InlineData("""{"trait": "ltv", "op": "gt", "value": -1e308}""", null)]
    [InlineData("""{"trait": "seen", "op": "after", "value": "0000-01-01"}""", "invalidDate")]
    [InlineData("""{"trait": "seen", "op": "after", "value": "0001-01-01T00:00:00+14:00"}""", "invalidDate")]
    [InlineData("""{"trait": "seen", "op": "after", "value": "0001-01-01"}""", null)]
    [InlineData("""{"trait": "seen", "op": "before", "value": "9999-12-31T23:59:59.999Z"}""", null)]
    [InlineData("""{"trait": "seen", "op": "before", "value": "10000-01-01"}""", "invalidDate")]
    [InlineData("""{"trait": "seen", "op": "withinLast", "value": "99999999999d"}""", "invalidDuration")]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "\ud83e"}""", "invalidText")]
    [InlineData("""{"trait": "tier", "op": "eq", "value": "a\u0000b"}""", "invalidText")]
    [InlineData("""{"trait": "tier", "op": "matches", "value": "(?=x)"}""", "invalidPattern")]
    [InlineData("""{"trait": "tier", "op": "matches", "value": "((((a{100}){100}){100}){100})"}""", "invalidPattern")]
    public async Task Preview_ExtremeValue_IsRefusedOrAnswered(string rule, string? code)
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, body) = await PreviewAsync(api, rule);

        body["code"]?.GetValue<string>().ShouldBe(code);
        status.ShouldBe(code is null ? 200 : 400, body.ToJsonString());
    }

    [Fact]
    public async Task Preview_TenThousandNodes_IsAnsweredAndOneMoreIsRefused()
    {
        await using var api = new ApiHarness(new NothingStored());

        (await PreviewAsync(api, Any(RuleLimits.MaxNodes - 1))).Status.ShouldBe(200);
        (await PreviewAsync(api, Any(RuleLimits.MaxNodes))).Body["code"]?.GetValue<string>().ShouldBe("ruleTooLarge");
    }

    [Fact]
    public async Task Preview_PatternOfAMegabyte_IsRefused()
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, body) = await PreviewAsync(api, $$"""{"trait": "tier", "op": "matches", "value": "{{new string('a', 1024 * 1024)}}"}""");

        (status, body["code"]?.GetValue<string>(), body["path"]?.GetValue<string>()).ShouldBe((400, "valueTooLong", "rule.value"));
    }

    private static Task<(int Status, JsonObject Body)> PreviewAsync(ApiHarness api, string rule) => api.SendJsonAsync("POST", "/api/segments/preview", $$"""{"rule": {{rule}}}""");

    private static string Any(int leaves) => new StringBuilder("""{"any":[""").AppendJoin(',', Enumerable.Repeat(Leaf, leaves)).Append("]}").ToString();

    /// <summary>A copy of the rule with the text in the place of its n-th string; null if it has fewer.</summary>
    private static JsonNode? Replaced(JsonNode rule, int place, string text)
    {
        var copy = rule.DeepClone();
        var strings = Strings(copy).ToList();
        if (place >= strings.Count)
        {
            return null;
        }

        strings[place].ReplaceWith(text);
        return copy;
    }

    private static IEnumerable<JsonNode> Strings(JsonNode node) => node switch
    {
        JsonObject fields => fields.Select(f => f.Value).OfType<JsonNode>().SelectMany(Strings),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out _) => [value],
        _ => [],
    };
}
