using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Api;
using Activation.Api.Json;
using Activation.Segments;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Tests.Api;

/// <summary>The description of the API shows what each body looks like, and shows it right.</summary>
public sealed class OpenApiExampleTests
{
    [Fact]
    public async Task Document_EveryJsonBody_HasAnExample()
    {
        await using var api = new ApiHarness();
        var (_, document) = await api.SendJsonAsync("GET", "/api/openapi.json");

        var (bodies, missing) = (0, new List<string>());
        foreach (var (path, operations) in document["paths"].ShouldNotBeNull().AsObject())
        {
            foreach (var (method, operation) in operations.ShouldNotBeNull().AsObject())
            {
                var described = operation.ShouldNotBeNull();
                Look(described["requestBody"], $"{method} {path}");
                foreach (var (status, response) in described["responses"].ShouldNotBeNull().AsObject())
                {
                    Look(response, $"{method} {path} → {status}");
                }
            }
        }

        missing.ShouldBeEmpty();
        bodies.ShouldBeGreaterThan(100);

        void Look(JsonNode? body, string where)
        {
            foreach (var (type, media) in body?["content"]?.AsObject() ?? [])
            {
                if (type.Contains("json", StringComparison.Ordinal))
                {
                    bodies++;
                    if (media?["example"] is null)
                    {
                        missing.Add($"{where} ({type})");
                    }
                }
            }
        }
    }

    /// <summary>Whoever copies an example finds that every property is one, and that none is missing.</summary>
    [Fact]
    public async Task Examples_OfAllTypes_AreReadAsTheirType()
    {
        await using var api = new ApiHarness();
        await api.SendAsync("GET", "/api/openapi.json");
        var endpoints = api.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var types = endpoints.SelectMany(e => e.Metadata.OfType<IAcceptsMetadata>().Select(m => m.RequestType).Concat(e.Metadata.OfType<IProducesResponseTypeMetadata>().Select(m => m.Type)))
            .OfType<Type>().Select(t => t.IsGenericType ? t.GetGenericArguments()[0] : t).Distinct().ToList();

        // A preview is answered in another form than it is kept.
        var read = types.Where(t => t != typeof(SegmentPreview) && t != typeof(void) && ApiJson.Default.GetTypeInfo(t) is not null && OpenApiExamples.Type(t.Name) is not null).ToList();

        read.Count.ShouldBeGreaterThan(30);
        foreach (var type in read)
        {
            var example = OpenApiExamples.Type(type.Name).ShouldNotBeNull();
            Should.NotThrow(() => JsonSerializer.Deserialize(example, ApiJson.Default.GetTypeInfo(type).ShouldNotBeNull()), type.Name).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("SegmentDefinition")]
    [InlineData("PreviewRequest")]
    [InlineData("ExplainRequest")]
    public void Examples_OfRules_AreRules(string type) =>
        RuleParser.Parse(JsonSerializer.Deserialize<JsonElement>(OpenApiExamples.Type(type).ShouldNotBeNull()["rule"])).ShouldNotBeNull();
}
