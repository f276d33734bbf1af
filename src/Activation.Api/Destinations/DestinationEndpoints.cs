using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Destinations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Destinations;

internal static class DestinationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var destinations = endpoints.MapGroup("/api/destinations").WithTags("Destinations");
        destinations.MapGet("", ListAsync).WithSummary("All destinations, without their secrets").Produces<ListAnswer<DestinationDefinition>>();
        destinations.MapGet("/{id}", GetAsync).WithSummary("One destination, without its secret").Produces<DestinationDefinition>().ProducesProblem(404);
        destinations.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a destination; without a secret, the stored one stays").Accepts<DestinationRequest>("application/json").Produces<DestinationDefinition>().ProducesProblem(400);
        destinations.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a destination that no sync uses").Produces(204).ProducesProblem(404).ProducesProblem(409);
        destinations.MapPost("/{id}/check", CheckAsync).WithSummary("Tries the credentials at the platform").Produces<CheckAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Definitions definitions, CancellationToken cancellationToken)
    {
        var all = await definitions.Destinations.ListAsync(cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut([.. all.Select(d => Document(d.Key, d.Value))], Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, Definitions definitions, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        return TypedResults.Json(Document(destination.Value, await FindAsync(destination, definitions, cancellationToken)), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, Definitions definitions, DestinationRegistration registration, CancellationToken cancellationToken)
    {
        var destination = Ids.Destination(id);
        var put = await RequestBody.ReadAsync(request, ApiJson.Default.DestinationRequest, cancellationToken, "id");
        await registration.PutAsync(destination, put.ToDefinition(), put.Secret, cancellationToken);
        return TypedResults.Json(Document(destination.Value, await FindAsync(destination, definitions, cancellationToken)), ApiJson.Default.JsonObject);
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

    private static async Task<IResult> CheckAsync(string id, DestinationAccounts accounts, CancellationToken cancellationToken)
    {
        var (platform, account) = await accounts.GetAsync(Ids.Destination(id), cancellationToken);
        return TypedResults.Json(CheckAnswer.Of(await platform.CheckAsync(account, cancellationToken)), ApiJson.Default.CheckAnswer);
    }

    private static async Task<DestinationDefinition> FindAsync(DestinationId id, Definitions definitions, CancellationToken cancellationToken) =>
        await definitions.Destinations.FindAsync(id.Value, cancellationToken) ?? throw ProblemException.NotFound("destination", id.Value);

    private static JsonObject Document(string id, DestinationDefinition definition) => Documents.Of(id, definition, ApiJson.Default.DestinationDefinition);
}
