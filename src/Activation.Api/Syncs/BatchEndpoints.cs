using System.Text.Json;
using Activation.Api.Json;
using Activation.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class BatchEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var batches = endpoints.MapGroup("/api/batches").WithTags("Batches");
        batches.MapGet("", ListAsync).WithSummary("Batches, of one state or of one run").Produces<ListAnswer<BatchRecord>>().ProducesProblem(400);
        batches.MapPost("/{id}/replay", ReplayAsync).WithSummary("Plans a dead-lettered batch's sync again").Produces<RunAccepted>(202).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(string? state, string? run, HttpRequest request, BatchStore batches, CancellationToken cancellationToken)
    {
        var wanted = State(state);
        var records = run is null
            ? await batches.ListAsync(wanted, cancellationToken)
            : [.. (await batches.ListAsync(Run(run), cancellationToken)).Where(b => wanted is null || b.State == wanted)];
        return TypedResults.Json(Page.Of(request).Cut(records, b => b.BatchId), ApiJson.Default.ListAnswerBatchRecord);
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

    private static RunId Run(string text) =>
        RunId.TryParse(text, out var run) ? run : throw ProblemException.Invalid("invalidId", "run", "run is the id of a run.");
}
