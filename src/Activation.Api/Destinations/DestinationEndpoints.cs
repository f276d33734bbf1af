using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Governance.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Destinations;

internal static class DestinationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var destinations = endpoints.MapGroup("/api/destinations").WithTags("Destinations");
        destinations.MapGet("", ListAsync).WithSummary("All destinations with the health of their accounts, without their secrets").Produces<ListAnswer<DestinationDefinition>>();
        destinations.MapGet("/{id}", GetAsync).WithSummary("One destination with the health of its account (ok, throttled, failing, reconnect), without its secret").Produces<DestinationDefinition>().ProducesProblem(404);
        destinations.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a destination; without a secret, the stored one stays; with one, a disconnected account goes on. Refused where its syncs have audiences in another account than it would lead to. Refused with the lineage where a policy denies a sync what its labels say it does")
            .WithDescription("`labels` say what is done with the data there, beside the type's `fixedActions`: combineWithPii, crossSiteTargeting, onsiteAdvertising, onsitePersonalization, exportToThirdParty, emailTargeting, analytics, dataScience, segmentMatch, singleIdentityPersonalization, or names that begin with `x-`. `consent` has purposes to which people must have consented; absent, those that the type asks.")
            .Accepts<DestinationRequest>("application/json").Produces<DestinationDefinition>().ProducesProblem(400).ProducesProblem(409);
        destinations.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a destination that no sync uses").Produces(204).ProducesProblem(404).ProducesProblem(409);
        destinations.MapPost("/{id}/check", CheckAsync).WithSummary("Tries the credentials at the platform; if they work, a disconnected account goes on").Produces<CheckAnswer>().ProducesProblem(404);
    }

    // What answers carry beside the definition.
    private static readonly string[] Answered = ["id", "health", "healthCode", "healthMessage", "since", "blockedUntil"];

    private static async Task<IResult> ListAsync(HttpRequest request, Definitions definitions, AccountHealth health, CancellationToken cancellationToken)
    {
        var documents = new List<JsonObject>();
        foreach (var (id, definition) in await definitions.Destinations.ListAsync(cancellationToken))
        {
            documents.Add(await DocumentAsync(new DestinationId(id), definition, health, cancellationToken));
        }

        return TypedResults.Json(Page.Of(request).Cut(documents, Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, Definitions definitions, AccountHealth health, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        var definition = await FindAsync(destination, definitions, cancellationToken);
        return TypedResults.Json(await DocumentAsync(destination, definition, health, cancellationToken), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> PutAsync(
        string id, HttpRequest request, Definitions definitions, DestinationRegistration registration, AudiencePlaces places, GovernanceCheck governance, AccountHealth health, Reconnection reconnection, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        var put = await RequestBody.ReadAsync(request, ApiJson.Default.DestinationRequest, cancellationToken, Answered);
        var definition = put.ToDefinition();
        if (await governance.DestinationAsync(destination, definition, cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        await places.CheckAsync(destination, definition, cancellationToken);
        await registration.PutAsync(destination, definition, put.Secret, cancellationToken);
        if (put.Secret is { Count: > 0 })
        {
            request.HttpContext.AddAuditDetail("secret", "replaced");
            await reconnection.ResumeAsync(destination, cancellationToken);
        }

        return TypedResults.Json(await DocumentAsync(destination, await FindAsync(destination, definitions, cancellationToken), health, cancellationToken), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> DeleteAsync(string id, DestinationRegistration registration, References references, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        var used = await references.ToDestinationAsync(destination, cancellationToken);
        if (used.Count > 0)
        {
            return InUse.Answer("destination", used);
        }

        return await registration.DeleteAsync(destination, cancellationToken)
            ? TypedResults.NoContent()
            : throw ProblemException.NotFound("destination", destination.Value);
    }

    private static async Task<IResult> CheckAsync(string id, HttpContext context, AccountHealth health, Reconnection reconnection, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        var result = await health.CheckAsync(destination, cancellationToken);
        context.AddAuditDetail("check", result.Outcome == DestinationOutcome.Success ? "ok" : "failed");
        if (result.Outcome == DestinationOutcome.Success)
        {
            await reconnection.ResumeAsync(destination, cancellationToken);
        }

        return TypedResults.Json(CheckAnswer.Of(result), ApiJson.Default.CheckAnswer);
    }

    private static async Task<DestinationDefinition> FindAsync(DestinationId id, Definitions definitions, CancellationToken cancellationToken) =>
        await definitions.Destinations.FindAsync(id.Value, cancellationToken) ?? throw ProblemException.NotFound("destination", id.Value);

    private static async Task<JsonObject> DocumentAsync(DestinationId id, DestinationDefinition definition, AccountHealth health, CancellationToken cancellationToken)
    {
        var document = Documents.Of(id.Value, definition, ApiJson.Default.DestinationDefinition);
        var state = JsonSerializer.SerializeToNode(await health.GetAsync(id, definition, cancellationToken), ApiJson.Default.DestinationHealth)?.AsObject() ?? [];
        foreach (var (name, value) in state)
        {
            document[name] = value?.DeepClone();
        }

        return document;
    }
}
