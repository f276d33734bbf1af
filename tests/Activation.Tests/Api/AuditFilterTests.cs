using System.Text.Json.Nodes;
using Activation.Api.Audit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Tests.Api;

public sealed class AuditFilterTests
{
    // Whoever adds an endpoint that only answers, though its method says otherwise, adds it here too.
    private static readonly string[] OnlyAnswer = ["/api/segments/preview", "/api/segments/explain", "/api/segments/expression", "/api/profiles/lookup"];

    [Fact]
    public async Task InvalidPut_HasIntentAndRefusal_WithoutItsContent()
    {
        await using var api = new ApiHarness();

        await api.SendJsonAsync("PUT", "/api/sources/airline", """{"name": "Jane Doe", "mapping": {"Jane's column": "e-mail"}}""");

        api.Audit.Entries.Select(e => (e.Text("phase"), e.Text("method"), e.Text("path"), e.Text("code"), e["status"]?.GetValue<int>()))
            .ShouldBe([("intent", "PUT", "/api/sources/airline", null, null), ("outcome", "PUT", "/api/sources/airline", "invalidMapping", 400)]);
        api.Audit.Entries.Select(e => e.Text("change")).Distinct().Count().ShouldBe(1);
        api.Audit.Entries.ShouldAllBe(e => e.Text("by") == "local" && !e.ToJsonString().Contains("Jane", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task WhatIsNoId_IsLeftOut()
    {
        await using var api = new ApiHarness();

        await api.SendJsonAsync("DELETE", "/api/sources/jane.doe@example.com");

        api.Audit.Entries.ShouldAllBe(e => e.Text("path") == "/api/sources/-");
        api.Audit.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task CallsThatOnlyAnswer_LeaveNoTrace()
    {
        await using var api = new ApiHarness();

        await api.SendJsonAsync("GET", "/api/sources");
        foreach (var path in OnlyAnswer)
        {
            await api.SendJsonAsync("POST", path, "{}");
        }

        api.Audit.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Key_IsNotedByItsName()
    {
        await using var api = new ApiHarness(("Activation:Api:Key", "a-key-of-some-length"), ("Activation:Api:KeyName", "nightly-job"));

        await api.SendJsonAsync("PUT", "/api/sources/airline", "[]", key: "a-key-of-some-length");

        api.Audit.Entries.ShouldAllBe(e => e.Text("by") == "nightly-job");
        api.Audit.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task EveryEndpointThatMayChangeSomething_IsAudited()
    {
        await using var api = new ApiHarness();
        await api.SendAsync("GET", "/health");
        var endpoints = api.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();

        var exempt = endpoints.Where(e => e.Metadata.GetMetadata<ChangesNothing>() is not null).Select(e => e.RoutePattern.RawText);

        exempt.ShouldBe(OnlyAnswer, ignoreOrder: true);
    }

    [Fact]
    public async Task Audit_IsAnsweredAndVerified()
    {
        await using var api = new ApiHarness();
        await api.SendJsonAsync("PUT", "/api/sources/airline", "[]");

        var (status, list) = await api.SendJsonAsync("GET", "/api/audit?limit=1");
        var (_, verified) = await api.SendJsonAsync("GET", "/api/audit/verify");

        status.ShouldBe(200);
        list["items"]?.AsArray().Count.ShouldBe(1);
        list["next"]?.GetValue<string>().ShouldBe("2");
        (await api.SendJsonAsync("GET", "/api/audit?after=2")).Body["items"]?[0]?["phase"]?.GetValue<string>().ShouldBe("intent");
        verified["ok"]?.GetValue<bool>().ShouldBeTrue();
        verified["head"]?["number"]?.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("/api/audit?from=yesterday", "invalidInstant", "from")]
    [InlineData("/api/audit?after=x", "invalidAfter", "after")]
    [InlineData("/api/audit/verify?number=1", "missingParameter", "hash")]
    [InlineData("/api/audit/verify?number=0&hash=x", "invalidNumber", "number")]
    public async Task InvalidQuery_NamesCodeAndPath(string query, string code, string path)
    {
        await using var api = new ApiHarness();

        var (status, problem) = await api.SendJsonAsync("GET", query);

        status.ShouldBe(400);
        problem.Text("code").ShouldBe(code);
        problem.Text("path").ShouldBe(path);
    }
}

internal static class JsonObjectText
{
    public static string? Text(this JsonObject document, string name) => document[name]?.GetValue<string>();
}
