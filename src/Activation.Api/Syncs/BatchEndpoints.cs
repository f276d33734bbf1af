using System.Text.Json;
using Activation.Api.Json;
using Activation.Delivery;
using Activation.Delivery.DeadLetters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class BatchEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var batches = endpoints.MapGroup("/api/batches").WithTags("Batches");
        batches.MapGet("", ListAsync).WithSummary("Batches, of one state or of one run; `state=deadLettered` lists what no later run has made up for (`resolved=true`: what one has), of a `sync` or to a `destination`").Produces<ListAnswer<BatchRecord>>().ProducesProblem(400);
        batches.MapPost("/replay", ReplayAllAsync).WithSummary("Replays all dead-lettered batches, of one sync or to one destination if so asked: one run a sync").Accepts<ReplayRequest>("application/json").Produces<ReplayResult>(202).ProducesProblem(400);
        batches.MapPost("/{id}/replay", ReplayAsync).WithSummary("Plans a dead-lettered batch's sync again from the state that is desired by now").Produces<RunAccepted>(202).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(
        string? state, string? run, string? sync, string? destination, string? resolved, HttpRequest request, BatchStore batches, DeadLetterStore dead, CancellationToken cancellationToken)
    {
        var wanted = State(state);
        SyncId? ofSync = sync is null ? null : Ids.Sync(sync, "sync");
        DestinationId? to = destination is null ? null : Ids.Destination(destination, "destination");
        var isResolved = Resolved(resolved);
        if (resolved is not null && (wanted != BatchState.DeadLettered || run is not null))
        {
            throw ProblemException.Invalid("invalidValue", "resolved", "resolved is asked of all dead letters: give state=deadLettered, and no run.");
        }

        var page = Page.Of(request);
        IReadOnlyList<BatchRecord>? few = run is not null ? [.. (await batches.ListAsync(Run(run), cancellationToken)).Where(b => wanted is null || b.State == wanted)]
            : wanted == BatchState.DeadLettered ? await dead.ListAsync(ofSync, isResolved, cancellationToken)
            : null;
        var answer = few is not null ? page.Cut([.. few.Where(b => (ofSync is null || IsOf(b, ofSync.Value)) && IsTo(b))], b => b.BatchId)
            : await page.CutAsync(batches.StreamAsync(wanted, ofSync, After(page.After), cancellationToken).Where(IsTo), b => b.BatchId, cancellationToken);
        return TypedResults.Json(answer, ApiJson.Default.ListAnswerBatchRecord);

        bool IsTo(BatchRecord batch) => to is null || batch.Destination == to.Value.Value;
    }

    private static async Task<IResult> ReplayAllAsync(HttpRequest request, BatchReplay replay, CancellationToken cancellationToken)
    {
        var asked = await RequestBody.ReadOptionalAsync(request, ApiJson.Default.ReplayRequest, ReplayRequest.All, cancellationToken);
        SyncId? sync = asked.Sync is null ? null : Ids.Sync(asked.Sync, "sync");
        DestinationId? destination = asked.Destination is null ? null : Ids.Destination(asked.Destination, "destination");
        return TypedResults.Json(await replay.ReplayAllAsync(sync, destination, cancellationToken), ApiJson.Default.ReplayResult, statusCode: 202);
    }

    private static async Task<IResult> ReplayAsync(string id, BatchReplay replay, CancellationToken cancellationToken)
    {
        if (!BatchId.TryParse(id, out var batch))
        {
            throw ProblemException.Invalid("invalidId", "id", "The id of a batch is {run}.{number}, as the list of batches has it.");
        }

        var run = await replay.ReplayAsync(batch, cancellationToken);
        return TypedResults.Json(new RunAccepted(run.Value), ApiJson.Default.RunAccepted, statusCode: 202);
    }

    private static BatchState? State(string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (var state in Enum.GetValues<BatchState>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(state.ToString()) == text)
            {
                return state;
            }
        }

        throw ProblemException.Invalid("invalidState", "state", "state is one of queued, delivered, retrying, deadLettered.");
    }

    private static bool IsOf(BatchRecord batch, SyncId sync) => BatchId.TryParse(batch.BatchId, out var id) && id.Run.Sync == sync;

    private static bool Resolved(string? text) => text switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ProblemException.Invalid("invalidValue", "resolved", "resolved is true or false."),
    };

    private static BatchId? After(string? text) =>
        text is null ? null : BatchId.TryParse(text, out var id) ? id : throw ProblemException.Invalid("invalidAfter", "after", "after is the id of a batch, as next has it; begin again without it.");

    private static RunId Run(string text) =>
        RunId.TryParse(text, out var run) ? run : throw ProblemException.Invalid("invalidId", "run", "run is the id of a run.");
}
