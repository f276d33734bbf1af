using Activation.Api.Json;
using Activation.Sync;
using Activation.Sync.Members;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

/// <summary>Who is behind a run's counts.</summary>
internal static class RunMemberEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/runs/{id}/members", ListAsync).WithTags("Runs")
            .WithSummary("Who was excluded, failed or could not be removed in a run, and why")
            .WithDescription("By outcome (excluded, failed, notRemoved, candidate) and reason, each a code of the run's reasons or notRemovedReasons. Where the platform did not name those whom it refused in 64 further calls (rejectedWithoutName), all among whom they are are listed as candidates, which are in no count. Lists are kept for 90 days.")
            .Produces<ListAnswer<RunMember>>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> ListAsync(string id, string? outcome, string? reason, HttpRequest request, RunStore runs, RunMemberLists lists, CancellationToken cancellationToken)
    {
        var page = Page.Of(request);
        var wanted = outcome is null ? (RunMemberOutcome?)null : RunMemberQuery.ParseOutcome(outcome) ?? throw ProblemException.Invalid("invalidOutcome", "outcome", "outcome is excluded, failed, notRemoved or candidate; absent means all.");
        var after = page.After is null ? null : RunMemberQuery.ParsePlace(page.After) ?? throw ProblemException.Invalid("invalidAfter", "after", "after is the next of a page of this list; begin again without it.");
        var run = await runs.FindAsync(RunEndpoints.Run(id), cancellationToken) ?? throw ProblemException.NotFound("run", id);

        // One more than asked for tells whether there is a next page.
        var members = await lists.ReadAsync(run, new RunMemberQuery(wanted, reason, after, page.Limit + 1), cancellationToken);
        var items = members.Take(page.Limit).ToList();
        return TypedResults.Json(new ListAnswer<RunMember>(items, members.Count > page.Limit ? items[^1].Place : null), ApiJson.Default.ListAnswerRunMember);
    }
}
