using Activation.Api.Json;
using Activation.Monitoring.Funnel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class FunnelEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/syncs/{id}/funnel", GetAsync).WithTags("Syncs")
            .WithSummary("From imported rows to the audience, step by step, with the reasons at each: of the latest run, of one `run`, or of all that ended `from` … `to`")
            .WithDescription("received = excluded + pending + failed + activated. In a range, the counts of its runs are added up; `to` is now if it is absent.")
            .Produces<SyncFunnel>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> GetAsync(string id, string? run, string? from, string? to, FunnelReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var sync = Ids.Sync(id);
        var funnel = (run, Instants.Read(from, "from"), Instants.Read(to, "to")) switch
        {
            (null, null, null) => await reader.OfLatestAsync(sync, cancellationToken),
            ({ } one, null, null) => await reader.OfRunAsync(sync, RunEndpoints.Run(one), cancellationToken),
            (null, { } begin, var end) => await reader.OfRangeAsync(sync, begin, After(begin, end ?? time.GetUtcNow()), cancellationToken),
            _ => throw ProblemException.Invalid("invalidRange", "from", "Give run alone, or from, with or without to."),
        };
        return TypedResults.Json(funnel, ApiJson.Default.SyncFunnel);
    }

    private static DateTimeOffset After(DateTimeOffset from, DateTimeOffset to) => to > from ? to : throw ProblemException.Invalid("invalidRange", "to", "to is after from.");
}
