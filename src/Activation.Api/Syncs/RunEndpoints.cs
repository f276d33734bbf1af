using System.Text.Json;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/syncs/{id}/runs", RequestAsync).WithTags("Runs").WithSummary("The manual resync: delta, full or dry").Accepts<RunRequest>("application/json").Produces<RunAccepted>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        endpoints.MapGet("/api/syncs/{id}/runs", ListAsync).WithTags("Runs").WithSummary("A sync's runs, newest first").Produces<ListAnswer<RunRecord>>().ProducesProblem(404);
        endpoints.MapGet("/api/runs/{id}", GetAsync).WithTags("Runs").WithSummary("One run and its counts")
            .WithDescription(
                "`processing` is there where the platform works on calls after it has answered (Google, Meta, Amazon, Target, Analytics): it is asked in the background until it has said what became of each, and rows that it refused then are counted here by its reasons. "
                + "`received`, `activated`, `excluded` and `failed` stay as they are, since it does not say who these are. `state` is processing, completed, completedWithErrors or givenUp.")
            .Produces<RunRecord>().ProducesProblem(404);
        endpoints.MapPost("/api/runs/{id}/approve", ApproveAsync).WithTags("Runs").WithSummary("Releases a run that a safety brake holds; the delta is computed again")
            .WithDescription("Refused with 409 where that would release nothing: `runNotHeld`; `runNotDecidable`, of a run that waits for the minimum size or for its destination; `syncPaused`, `syncNotInForce` or `syncDeleting`.")
            .Produces<RunAccepted>(202).ProducesProblem(404).ProducesProblem(409);
        endpoints.MapPost("/api/runs/{id}/discard", DiscardAsync).WithTags("Runs").WithSummary("Drops a held run").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ApproveAsync(string id, SyncRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Json(new RunAccepted((await requests.ApproveAsync(Run(id), cancellationToken)).Value), ApiJson.Default.RunAccepted, statusCode: 202);

    private static async Task<IResult> DiscardAsync(string id, SyncRequests requests, CancellationToken cancellationToken)
    {
        await requests.DiscardAsync(Run(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RequestAsync(string id, HttpRequest request, SyncRequests requests, CancellationToken cancellationToken)
    {
        var sync = Ids.Sync(id);
        var body = await RequestBody.ReadOptionalAsync(request, ApiJson.Default.RunRequest, RunRequest.Default, cancellationToken);
        request.HttpContext.AddAuditDetail("mode", JsonNamingPolicy.CamelCase.ConvertName(body.Mode.ToString()));
        var run = await requests.RequestAsync(sync, body.ToRunMode(), cancellationToken);
        return TypedResults.Json(new RunAccepted(run.Value), ApiJson.Default.RunAccepted, statusCode: 202);
    }

    private static async Task<IResult> ListAsync(string id, HttpRequest request, Definitions definitions, RunStore runs, CancellationToken cancellationToken)
    {
        var sync = Ids.Sync(id);
        var records = await runs.ListAsync(sync, cancellationToken);
        if (records.Count == 0 && await definitions.Syncs.FindAsync(sync.Value, cancellationToken) is null)
        {
            throw ProblemException.NotFound("sync", sync.Value);
        }

        return TypedResults.Json(Page.Of(request).Cut(records, r => r.RunId), ApiJson.Default.ListAnswerRunRecord);
    }

    private static async Task<IResult> GetAsync(string id, RunStore runs, CancellationToken cancellationToken) =>
        TypedResults.Json(await runs.FindAsync(Run(id), cancellationToken) ?? throw ProblemException.NotFound("run", id), ApiJson.Default.RunRecord);

    internal static RunId Run(string id) => RunId.TryParse(id, out var run)
        ? run
        : throw ProblemException.Invalid("invalidId", "id", "The id of a run is {sync}.{time and suffix}, as the call that asked for it answered.");
}
