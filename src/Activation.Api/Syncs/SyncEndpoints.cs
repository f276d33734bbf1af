using System.Text.Json.Nodes;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Destinations;
using Activation.Governance.Policies;
using Activation.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class SyncEndpoints
{
    // What answers carry beside the definition.
    private static readonly string[] Answered = ["id", "audienceId", "size", "deleting"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var syncs = endpoints.MapGroup("/api/syncs").WithTags("Syncs");
        syncs.MapGet("", ListAsync).WithSummary("All syncs, with their audiences' ids and sizes").Produces<ListAnswer<SyncDefinition>>();
        syncs.MapGet("/{id}", GetAsync).WithSummary("One sync, with its audience's id and size").Produces<SyncDefinition>().ProducesProblem(404);
        syncs.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a sync; refused with the lineage where a policy denies its segment's data to its destination").Accepts<SyncDefinition>("application/json").Produces<SyncDefinition>().ProducesProblem(400).ProducesProblem(409);
        syncs.MapGet("/{id}/governance", GetGovernanceAsync).WithSummary("Where a sync's data come from, how they are labelled, and what policies deny")
            .WithDescription("`labels` has each label with its way to the destination, as `source/crm`, `trait/tier`, `segment/gold`, `sync/gold-meta`, `destination/meta`; `violations` what is denied, with what would put it right. `barredSources` are those whose identifiers alone are not sent.")
            .Produces<SyncGovernance>().ProducesProblem(404);
        syncs.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a sync; its audience is emptied first (`audience=empty`), kept as it is (`keep`), or deleted at the platform (`delete`)")
            .WithDescription("Not every type of destination can delete audiences: `supportsDeletion` of `GET /api/destination-types`. Until the platform has confirmed, the sync is there and `deleting`; its run is answered.")
            .Produces<RunAccepted>(202).Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Definitions definitions, SyncStateStore states, CancellationToken cancellationToken)
    {
        var page = Page.Of(request).Cut(await definitions.Syncs.ListAsync(cancellationToken), s => s.Key);
        var items = new List<JsonObject>(page.Items.Count);
        foreach (var (id, definition) in page.Items)
        {
            items.Add(await DocumentAsync(new SyncId(id), definition, states, cancellationToken));
        }

        return TypedResults.Json(new ListAnswer<JsonObject>(items, page.Next), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, Definitions definitions, SyncStateStore states, CancellationToken cancellationToken)
    {
        var sync = Ids.Sync(id);
        return await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is { } found
            ? TypedResults.Json(await DocumentAsync(sync, found, states, cancellationToken), ApiJson.Default.JsonObject)
            : throw ProblemException.NotFound("sync", sync.Value);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, Definitions definitions, SyncRules rules, DestinationCatalog catalog, GovernanceCheck governance, SyncStateStore states, SyncRequests requests, CancellationToken cancellationToken)
    {
        var sync = Ids.Sync(id);
        var definition = await RequestBody.ReadAsync(request, ApiJson.Default.SyncDefinition, cancellationToken, Answered);
        await rules.CheckAsync(definition, cancellationToken);
        await CheckAudienceAsync(sync, definition, definitions, catalog, states, cancellationToken);
        if (await governance.SyncAsync(sync, definition, cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        await definitions.Syncs.PutAsync(sync.Value, definition, cancellationToken);
        await requests.StopAsync(sync, definition, cancellationToken);
        return TypedResults.Json(await DocumentAsync(sync, definition, states, cancellationToken), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> GetGovernanceAsync(string id, GovernanceCheck governance, CancellationToken cancellationToken) =>
        TypedResults.Json(await governance.DescribeAsync(Ids.Sync(id), cancellationToken), ApiJson.Default.SyncGovernance);

    private static async Task<IResult> DeleteAsync(string id, string? audience, HttpContext context, SyncRequests requests, CancellationToken cancellationToken)
    {
        var then = audience switch
        {
            null or "empty" => AtDeletion.Empty,
            "keep" => AtDeletion.Keep,
            "delete" => AtDeletion.Delete,
            _ => throw ProblemException.Invalid("invalidAudience", "audience", "audience is empty, keep or delete; absent means empty."),
        };
        context.AddAuditDetail("audience", audience ?? "empty");
        var emptying = await requests.DeleteAsync(Ids.Sync(id), then, cancellationToken);
        return emptying is { } run
            ? TypedResults.Json(new RunAccepted(run.Value), ApiJson.Default.RunAccepted, statusCode: 202)
            : TypedResults.NoContent();
    }

    // The ledger tells what one audience holds: it cannot follow the sync to another platform.
    private static async Task CheckAudienceAsync(SyncId id, SyncDefinition definition, Definitions definitions, DestinationCatalog catalog, SyncStateStore states, CancellationToken cancellationToken)
    {
        var state = await states.GetAsync(id, cancellationToken);
        if (state.Deleting)
        {
            throw ProblemException.Conflict("syncIsDeleted", "The sync is being deleted; wait until it is gone, or use another id.");
        }

        if (state.AudienceId is null || await definitions.Syncs.FindAsync(id.Value, cancellationToken) is not { } stored)
        {
            return;
        }

        if (stored.Destination != definition.Destination)
        {
            throw ProblemException.Conflict("destinationIsFixed", "The sync has an audience at its destination already; delete the sync, or define another one for the other destination.");
        }

        if ((stored.ValueTrait is null) != (definition.ValueTrait is null)
            && await definitions.Destinations.FindAsync(stored.Destination, cancellationToken) is { } destination && catalog.Find(destination.Type)?.Type is { Values: ValueSupport.Fixed } type)
        {
            throw ProblemException.Conflict("valueIsFixed", $"An audience of {type.DisplayName} has values from its creation on, or never; delete the sync, or define another one with the other choice.");
        }
    }

    private static async Task<JsonObject> DocumentAsync(SyncId id, SyncDefinition definition, SyncStateStore states, CancellationToken cancellationToken)
    {
        var state = await states.GetAsync(id, cancellationToken);
        var document = Documents.Of(id.Value, definition, ApiJson.Default.SyncDefinition);
        document["audienceId"] = state.AudienceId;
        document["size"] = state.Size;
        if (state.Deleting)
        {
            document["deleting"] = true;
        }

        return document;
    }
}
