using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Api.Segments;
using Activation.Governance.Labels;
using Activation.Governance.Policies;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Computed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Traits;

internal static class TraitEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var traits = endpoints.MapGroup("/api/traits").WithTags("Traits");
        traits.MapGet("", ListAsync).WithSummary("All traits, imported and computed, with their types").Produces<ListAnswer<TraitDefinition>>();
        traits.MapGet("/{name}", GetAsync).WithSummary("One trait").Produces<TraitDefinition>().ProducesProblem(404);
        traits.MapPut("/{name}", PutAsync).WithSummary("Computes a trait of events, or says how long an imported one lasts; either can have labels, which policies may deny to a sync (409 with the lineage)").Accepts<TraitDefinition>("application/json")
            .Produces<TraitDefinition>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        traits.MapDelete("/{name}", DeleteAsync).WithSummary("Deletes a computed trait that no segment asks for").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TraitCatalog catalog, EventCatalog events, CancellationToken cancellationToken)
    {
        var (schema, eventSchema) = (await catalog.ReadAsync(cancellationToken), await events.ReadAsync(cancellationToken));
        var all = schema.Traits.Where(t => !ConsentTraits.IsConsent(t.Name)).Select(TraitDocument.Of).Concat(schema.Computed.Select(t => TraitDocument.Of(t, eventSchema)));
        return TypedResults.Json(Page.Of(request).Cut([.. all.OrderBy(TraitDocument.NameOf, StringComparer.Ordinal)], TraitDocument.NameOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string name, TraitCatalog catalog, EventCatalog events, CancellationToken cancellationToken) =>
        TypedResults.Json(await FindAsync(name, catalog, events, cancellationToken), ApiJson.Default.JsonObject);

    private static async Task<IResult> PutAsync(string name, HttpRequest request, TraitService traits, TraitCatalog catalog, EventCatalog events, Definitions definitions, GovernanceCheck governance, CancellationToken cancellationToken)
    {
        var definition = await RequestBody.ReadAsync(request, ApiJson.Default.TraitDefinition, cancellationToken, "name", "kind", "type", "sources", "warnings");
        definition = definition with { Labels = definition.Labels is { Count: > 0 } labels ? DataLabels.Normalize(labels, "labels") : null };
        if (await governance.TraitAsync(name, definition.Labels ?? [], cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        if (definition is { Event: null, Measure: null } && (await catalog.ReadAsync(cancellationToken)).FindComputed(name) is null)
        {
            return TypedResults.Json(TraitDocument.Of(await traits.PutImportedAsync(name, definition, cancellationToken)), ApiJson.Default.JsonObject);
        }

        if ((await catalog.ReadAsync(cancellationToken)).FindComputed(name) is { } stored && !TraitDocument.SaysTheSame(stored.Definition, definition)
            && await UsersAsync(name, traits, definitions, cancellationToken) is { Count: > 0 } users)
        {
            return InUse.Answer("trait", users);
        }

        var check = await traits.PutComputedAsync(name, definition, cancellationToken);
        return TypedResults.Json(PreviewDocument.WithWarnings(await FindAsync(name, catalog, events, cancellationToken), check.Warnings), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> DeleteAsync(string name, TraitService traits, TraitCatalog catalog, Definitions definitions, CancellationToken cancellationToken)
    {
        var schema = await catalog.ReadAsync(cancellationToken);
        if (schema.Find(name) is not null)
        {
            throw ProblemException.Conflict("traitIsImported", "Imports bring this trait, so it cannot be deleted: map its column to ignore, or let its values expire (expiresAfter).");
        }

        if (schema.FindComputed(name) is null)
        {
            throw NotFound();
        }

        if (await UsersAsync(name, traits, definitions, cancellationToken) is { Count: > 0 } users)
        {
            return InUse.Answer("trait", users);
        }

        await catalog.DeleteComputedAsync(name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<JsonObject> FindAsync(string name, TraitCatalog catalog, EventCatalog events, CancellationToken cancellationToken)
    {
        var schema = await catalog.ReadAsync(cancellationToken);
        return schema.FindComputed(name) is { } computed ? TraitDocument.Of(computed, await events.ReadAsync(cancellationToken))
            : schema.Find(name) is { } imported ? TraitDocument.Of(imported)
            : throw NotFound();
    }

    private static async Task<IReadOnlyList<string>> UsersAsync(string name, TraitService traits, Definitions definitions, CancellationToken cancellationToken)
    {
        var sent = (await definitions.Syncs.ListAsync(cancellationToken))
            .Where(s => s.Value.Traits.Append(s.Value.ValueTrait).Contains(name, StringComparer.OrdinalIgnoreCase)).Select(s => s.Key).Order(StringComparer.Ordinal);
        return [.. (await traits.DependantsAsync(name, cancellationToken)).Select(s => $"segment/{s}"), .. sent.Select(s => $"sync/{s}")];
    }

    private static ProblemException NotFound() => new(404, "traitNotFound", "There is no trait of this name.");
}
