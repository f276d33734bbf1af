using System.Text.Json.Nodes;
using Activation.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Activation.Tests.Api;

public sealed class ApiPipelineTests
{
    [Fact]
    public async Task OpenApi_DescribesEveryResource()
    {
        await using var api = new ApiHarness();

        var (status, document) = await api.SendJsonAsync("GET", "/api/openapi.json");

        status.ShouldBe(200);
        var paths = document["paths"].ShouldNotBeNull().AsObject().Select(p => p.Key).ToList();
        foreach (var path in new[] { "/health", "/api/sources/{id}", "/api/imports", "/api/imports/{id}/rejects", "/api/segments/preview", "/api/segments/{id}/explain", "/api/segments/{id}/versions/{version}/restore", "/api/segments/{id}/dependants", "/api/segments/{id}/population", "/api/destination-types", "/api/destinations/{id}/check", "/api/syncs/{id}/runs", "/api/runs/{id}", "/api/runs/{id}/members", "/api/batches/{id}/replay", "/api/profiles/lookup", "/api/events/schema", "/api/audit", "/api/audit/verify", "/api/alerts", "/api/syncs/{id}/funnel", "/api/syncs/{id}/audience", "/api/alerts/rules/{id}" })
        {
            paths.ShouldContain(path);
        }
    }

    [Fact]
    public async Task Home_LinksToTheReference()
    {
        await using var api = new ApiHarness();

        var (status, type, body) = await api.SendAsync("GET", "/");

        status.ShouldBe(200);
        type.ShouldBe("text/html; charset=utf-8");
        body.ShouldContain("/api/docs");
    }

    [Fact]
    public async Task UnknownAddress_IsAProblemWithACode()
    {
        await using var api = new ApiHarness();

        var (status, type, body) = await api.SendAsync("GET", "/api/nothing");

        status.ShouldBe(404);
        type.ShouldBe("application/problem+json");
        JsonNode.Parse(body)?["code"]?.GetValue<string>().ShouldBe("notFound");
    }

    [Theory]
    [InlineData("{\"name\":\n\"x\",\n oops}", "malformedJson", null)]
    [InlineData("[]", "notAnObject", null)]
    [InlineData("{\"nmae\":\"x\"}", "unknownProperty", "nmae")]
    [InlineData("{\"name\":\"x\",\"name\":\"y\"}", "malformedJson", null)]
    [InlineData("{\"kind\":\"carrier pigeon\"}", "invalidValue", "kind")]
    [InlineData("{\"kind\":0}", "invalidValue", "kind")]
    [InlineData("{\"labels\":null}", "invalidValue", "labels")]
    [InlineData("{\"labels\":[\"C1\",null]}", "invalidValue", "labels[1]")]
    [InlineData("{\"mapping\":{\"mail\":null}}", "invalidValue", "mapping.mail")]
    [InlineData("{\"kind\":\"identity\",\"mapping\":{\"tier\":\"trait:tier\"}}", "traitOfIdentity", "mapping.tier")]
    [InlineData("{\"consent\":{\"Not Valid\":true}}", "invalidPurpose", "consent.Not Valid")]
    [InlineData("{\"mapping\":{\"ads\":\"trait:consent:ads:boolean\"}}", "invalidMapping", "mapping.ads")]
    [InlineData("{\"kind\":\"events\",\"mode\":\"snapshot\"}", "modeOfEvents", "mode")]
    [InlineData("{\"kind\":\"events\",\"retentionDays\":0}", "invalidRetention", "retentionDays")]
    [InlineData("{\"kind\":\"events\",\"mapping\":{\"tier\":\"trait:tier\"}}", "invalidMapping", "mapping.tier")]
    [InlineData("{\"mapping\":{\"when\":\"event:time\"}}", "invalidMapping", "mapping.when")]
    [InlineData("{\"kind\":\"adobe\",\"mode\":\"replace\"}", "modeOfAdobe", "mode")]
    [InlineData("{\"retentionDays\":30}", "retentionWithoutEvents", "retentionDays")]
    [InlineData("{\"mode\":\"snapshot\",\"maxDropShare\":20}", "invalidShare", "maxDropShare")]
    [InlineData("{\"defaultCountry\":\"Austria\"}", "unknownCountry", "defaultCountry")]
    [InlineData("{\"encoding\":\"latin-1\"}", "unknownEncoding", "encoding")]
    [InlineData("{\"mapping\":{\"mail\":\"e-mail\"}}", "invalidMapping", "mapping.mail")]
    [InlineData("{\"mapping\":{\"spend\":\"trait:spend:money\"}}", "invalidMapping", "mapping.spend")]
    public async Task PutSource_Invalid_NamesCodeAndPath(string body, string code, string? path)
    {
        await using var api = new ApiHarness();

        var (status, problem) = await api.SendJsonAsync("PUT", "/api/sources/airline", body);

        status.ShouldBe(400);
        problem["code"]?.GetValue<string>().ShouldBe(code);
        problem["path"]?.GetValue<string>().ShouldBe(path);
        problem["detail"]?.GetValue<string>().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task MalformedJson_NamesTheLineAndNotTheContent()
    {
        await using var api = new ApiHarness();

        var (_, problem) = await api.SendJsonAsync("PUT", "/api/sources/airline", "{\"name\":\n\"x\",\n jane.doe@example.com}");

        problem["detail"]?.GetValue<string>().ShouldContain("line 3");
        problem.ToJsonString().ShouldNotContain("jane");
    }

    [Theory]
    [InlineData("PUT", "/api/policies/p", "{\"action\":\"export\",\"deny\":{\"any\":[\"C1\",null]}}", "invalidValue", "deny.any[1]")]
    [InlineData("POST", "/api/privacy/requests", "{\"type\":\"delete\",\"identifiers\":[null]}", "invalidValue", "identifiers[0]")]
    [InlineData("PUT", "/api/sources/s", "{\"\\ud800\":1}", "invalidText", "")]
    [InlineData("PUT", "/api/sources/s", "{\"mapping\":{\"\\ud800\":\"ignore\"}}", "invalidText", "")]
    [InlineData("GET", "/api/batches?resolved=true", null, "invalidValue", "resolved")]
    [InlineData("GET", "/api/batches?after=nobody", null, "invalidAfter", "after")]
    [InlineData("GET", "/api/audit?from=03/04/2026", null, "invalidInstant", "from")]
    [InlineData("POST", "/api/syncs/gold/runs", "{\"mode\":7}", "invalidValue", "mode")]
    [InlineData("PUT", "/api/alerts/rules/r", "{\"kind\":\"runFailed\",\"subject\":\"nobody\",\"url\":\"https://alerts.example/\",\"secret\":\"12345678\"}", "unknownSubject", "subject")]
    public async Task BadInput_IsRefusedByItsPlace(string method, string path, string? body, string code, string place)
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, problem) = await api.SendJsonAsync(method, path, body);

        (status, problem["code"]?.GetValue<string>(), problem["path"]?.GetValue<string>() ?? "").ShouldBe((400, code, place));
    }

    [Fact]
    public async Task Funnel_FromTheBeginningOfTheCalendar_IsAnswered()
    {
        await using var api = new ApiHarness(new NothingStored());

        (await api.SendJsonAsync("GET", "/api/syncs/gold/funnel?from=0001-01-01T00:00:00Z")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("/api/sources/Not%20Good")]
    [InlineData("/api/runs/x")]
    [InlineData("/api/imports/x")]
    [InlineData("/api/profiles/x")]
    public async Task InvalidId_Is400(string path)
    {
        await using var api = new ApiHarness();

        var (status, problem) = await api.SendJsonAsync("GET", path);

        status.ShouldBe(400);
        problem["code"]?.GetValue<string>().ShouldBe("invalidId");
    }

    [Theory]
    [InlineData("airline", "crm")]
    [InlineData("clicks", "events")]
    public async Task Upload_OverTheLimit_Is413WithAnUploadUrl(string source, string container)
    {
        using var tables = new OneSourceTable("clicks", """{"kind":"events"}""");
        await using var api = new ApiHarness(tables);

        var (status, problem) = await api.SendOversizedAsync($"/api/imports?source={source}&name=members.csv");

        status.ShouldBe(413);
        problem["code"]?.GetValue<string>().ShouldBe("fileTooLarge");
        problem["uploadUrl"]?.GetValue<string>().ShouldContain($"/{container}/{source}/members.csv?");
    }

    [Fact]
    public async Task Body_OverTheLimitOfTheServer_SaysHowMuchIsTaken()
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;

        await new ProblemMiddleware(_ => throw new BadHttpRequestException("Request body too large.", 413), NullLogger<ProblemMiddleware>.Instance).InvokeAsync(context);

        context.Response.StatusCode.ShouldBe(413);
        JsonNode.Parse(body.ToArray())?["detail"]?.GetValue<string>().ShouldContain("1 MB");
    }

    [Fact]
    public async Task ApiKey_Set_IsAskedForUnderApiAlone()
    {
        await using var api = new ApiHarness(("Activation:Api:Key", "a-key-of-some-length"));

        (await api.SendAsync("GET", "/api/destination-types")).Status.ShouldBe(401);
        (await api.SendAsync("GET", "/api/destination-types", key: "another-key-of-length")).Status.ShouldBe(401);
        (await api.SendAsync("GET", "/api/destination-types", key: "a-key-of-some-length")).Status.ShouldBe(200);
        (await api.SendAsync("GET", "/")).Status.ShouldBe(200);
    }
}
