using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Governance.Labels;
using Activation.Governance.Policies;
using Activation.Import;
using Activation.Profiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Sources;

internal static class SourceEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sources = endpoints.MapGroup("/api/sources").WithTags("Sources");
        sources.MapGet("", ListAsync).WithSummary("All sources").Produces<ListAnswer<SourceDefinition>>();
        sources.MapGet("/{id}", GetAsync).WithSummary("One source").Produces<SourceDefinition>().ProducesProblem(404);
        sources.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a source; refused with the lineage where a policy denies its labels to a sync").Accepts<SourceDefinition>("application/json").Produces<SourceDefinition>().ProducesProblem(400).ProducesProblem(409);
        sources.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a source; its profiles stay. Refused while it has labels").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Definitions definitions, CancellationToken cancellationToken)
    {
        var all = await definitions.Sources.ListAsync(cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut([.. all.Select(s => Document(s.Key, s.Value))], Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, Definitions definitions, CancellationToken cancellationToken)
    {
        var source = Ids.Source(id);
        return await definitions.Sources.FindAsync(source.Value, cancellationToken) is { } found
            ? TypedResults.Json(Document(source.Value, found), ApiJson.Default.JsonObject)
            : throw ProblemException.NotFound("source", source.Value);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, Definitions definitions, SourceRules rules, TraitCatalog catalog, GovernanceCheck governance, TimeProvider time, CancellationToken cancellationToken)
    {
        var source = Ids.Source(id);
        var definition = await RequestBody.ReadAsync(request, ApiJson.Default.SourceDefinition, cancellationToken, "id");
        rules.Check(definition);
        definition = definition with { Labels = DataLabels.Normalize(definition.Labels, "labels") };
        if (await governance.SourceAsync(source, definition, cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        await definitions.Sources.PutAsync(source.Value, definition, cancellationToken);
        await catalog.PutExpiryAsync(source, ValueExpiry.Of(definition.ExpiresAfter, definition.Expiry, time.GetUtcNow()), cancellationToken);
        return TypedResults.Json(Document(source.Value, definition), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> DeleteAsync(string id, Definitions definitions, CancellationToken cancellationToken)
    {
        var source = Ids.Source(id);
        if (await definitions.Sources.FindAsync(source.Value, cancellationToken) is { Labels.Count: > 0 })
        {
            throw ProblemException.Conflict("sourceHasLabels", "The source has labels, and without it nothing would say what may not be done with its data, which stay: take the labels off first (PUT it with none).");
        }

        return await definitions.Sources.DeleteAsync(source.Value, cancellationToken)
            ? TypedResults.NoContent()
            : throw ProblemException.NotFound("source", source.Value);
    }

    private static JsonObject Document(string id, SourceDefinition definition) => Documents.Of(id, definition, ApiJson.Default.SourceDefinition);
}
