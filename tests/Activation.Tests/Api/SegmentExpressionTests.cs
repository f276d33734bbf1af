using System.Text.Json.Nodes;

namespace Activation.Tests.Api;

public sealed class SegmentExpressionTests
{
    [Fact]
    public async Task Expression_GoesBothWays()
    {
        await using var api = new ApiHarness();

        var (status, _, body) = await api.SendAsync("POST", "/api/segments/expression", """{"expression": "FREQUENCY([1T,2T]<=2D)>=5"}""");
        status.ShouldBe(200);
        var rule = JsonNode.Parse(body).ShouldNotBeNull()["rule"].ShouldNotBeNull();

        var (back, _, answer) = await api.SendAsync("POST", "/api/segments/expression", new JsonObject { ["rule"] = rule.DeepClone() }.ToJsonString());
        back.ShouldBe(200);
        JsonNode.Parse(answer).ShouldNotBeNull()["expression"].ShouldNotBeNull().GetValue<string>().ShouldBe("FREQUENCY([1T,2T]<=2D)>=5");
    }

    [Theory]
    [InlineData("""{"expression": "1T AND"}""", "invalidExpression")]
    [InlineData("""{"expression": "FREQUENCY([1T])<=5"}""", "matchesEveryone")]
    [InlineData("""{"rule": {"has": "email"}}""", "notExpressible")]
    [InlineData("""{}""", "missingField")]
    public async Task Expression_Wrong_IsAProblem(string request, string code)
    {
        await using var api = new ApiHarness();

        var (status, _, body) = await api.SendAsync("POST", "/api/segments/expression", request);

        status.ShouldBe(400);
        JsonNode.Parse(body).ShouldNotBeNull()["code"].ShouldNotBeNull().GetValue<string>().ShouldBe(code);
    }

    /// <summary>The rule is beyond expressions, but not beyond what the reader takes.</summary>
    [Fact]
    public async Task Rule_AtTheDepthLimit_IsReadAndOneBeyondNamed()
    {
        await using var api = new ApiHarness();
        (await CodeAsync(api, levels: 99)).ShouldBe("notExpressible");
        (await CodeAsync(api, levels: 100)).ShouldBe("ruleTooDeep");
    }

    [Fact]
    public async Task Schema_IsPublished()
    {
        await using var api = new ApiHarness();

        var (status, type, body) = await api.SendAsync("GET", "/api/segments/schema");

        status.ShouldBe(200);
        type.ShouldBe("application/schema+json");
        JsonNode.Parse(body).ShouldNotBeNull()["$defs"].ShouldNotBeNull()["event"].ShouldNotBeNull();
    }

    private static async Task<string> CodeAsync(ApiHarness api, int levels)
    {
        var rule = string.Concat(Enumerable.Repeat("""{"any": [""", levels)) + """{"has": "email"}""" + string.Concat(Enumerable.Repeat("]}", levels));
        var (_, _, body) = await api.SendAsync("POST", "/api/segments/expression", $$"""{"rule": {{rule}}}""");
        return JsonNode.Parse(body).ShouldNotBeNull()["code"].ShouldNotBeNull().GetValue<string>();
    }
}
