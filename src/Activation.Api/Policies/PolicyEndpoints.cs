using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Governance.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Policies;

internal static class PolicyEndpoints
{
    // What answers carry beside the definition.
    private static readonly string[] Answered = ["id", "builtIn"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var policies = endpoints.MapGroup("/api/policies").WithTags("Policies");
        policies.MapGet("", ListAsync).WithSummary("All policies, those that come with the product first").Produces<ListAnswer<PolicyDefinition>>();
        policies.MapGet("/{id}", GetAsync).WithSummary("One policy").Produces<PolicyDefinition>().ProducesProblem(404);
        policies.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a policy, or switches one that comes with the product; refused with the lineage where a sync does what it would deny")
            .WithDescription("`action` is what is denied: `export`, which every destination does, or an action that destinations have as a label or by their type. `deny` has either `any`, labels of which one is enough, or `all`, labels that have to come together in the data of one sync: `{\"action\": \"export\", \"deny\": {\"all\": [\"x-health\", \"x-minor\"]}}`. A destination with the action `unless` is not denied the other.")
            .Accepts<PolicyDefinition>("application/json").Produces<PolicyDefinition>().ProducesProblem(400).ProducesProblem(409);
        policies.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a policy of one's own").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, PolicyStore policies, CancellationToken cancellationToken)
    {
        var all = await policies.ListAsync(cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut([.. all.Select(Document)], Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, PolicyStore policies, CancellationToken cancellationToken) =>
        TypedResults.Json(Document(await policies.FindAsync(Ids.Policy(id), cancellationToken) ?? throw ProblemException.NotFound("policy", id)), ApiJson.Default.JsonObject);

    private static async Task<IResult> PutAsync(string id, HttpRequest request, PolicyStore policies, GovernanceCheck governance, CancellationToken cancellationToken)
    {
        var policy = PolicyStore.Check(Ids.Policy(id), await RequestBody.ReadAsync(request, ApiJson.Default.PolicyDefinition, cancellationToken, Answered));
        if (await governance.PolicyAsync(policy, cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        await policies.PutAsync(policy, cancellationToken);
        return TypedResults.Json(Document(policy), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> DeleteAsync(string id, PolicyStore policies, CancellationToken cancellationToken)
    {
        await policies.DeleteAsync(Ids.Policy(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static JsonObject Document(Policy policy)
    {
        var document = Documents.Of(policy.Id, policy.Definition with { Enabled = policy.Definition.IsEnabled }, ApiJson.Default.PolicyDefinition);
        document["builtIn"] = policy.IsBuiltIn;
        return document;
    }
}
