using System.Globalization;
using Activation.Api.Json;
using Activation.Segments;
using Activation.Segments.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Segments;

/// <summary>What a segment was, what depends on it, and how many people it had.</summary>
internal static class HistoryEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var segments = endpoints.MapGroup("/api/segments/{id}").WithTags("Segments");
        segments.MapGet("/versions", ListAsync).WithSummary("Who changed what in a segment and when, the newest first; also of a deleted one").Produces<ListAnswer<SegmentVersion>>().ProducesProblem(404);
        segments.MapGet("/versions/{version}", GetAsync).WithSummary("One version of a segment, with its definition").Produces<SegmentVersion>().ProducesProblem(404);
        segments.MapPost("/versions/{version}/restore", RestoreAsync).WithSummary("Saves an old version's definition again, as a new version").Produces<SegmentDefinition>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        segments.MapGet("/dependants", DependantsAsync).WithSummary("The segments and syncs that change with a segment").Produces<SegmentImpact>().ProducesProblem(404);
        segments.MapGet("/population", PopulationAsync).WithSummary("How many members a segment had at each evaluation, the newest first").Produces<ListAnswer<PopulationPoint>>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(string id, HttpRequest request, SegmentHistory history, Definitions definitions, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        var page = Page.Of(request);
        var versions = await history.ListAsync(segment, page.Limit + 1, Before(page), cancellationToken);
        if (versions.Count == 0)
        {
            await RequireAsync(segment, definitions, cancellationToken);
        }

        var items = versions.Take(page.Limit).ToList();
        return TypedResults.Json(
            new ListAnswer<SegmentVersion>(items, versions.Count > page.Limit ? Text(items[^1].Version) : null), ApiJson.Default.ListAnswerSegmentVersion);
    }

    private static async Task<IResult> GetAsync(string id, string version, SegmentHistory history, CancellationToken cancellationToken) =>
        TypedResults.Json(await FindAsync(Ids.Segment(id), version, history, cancellationToken), ApiJson.Default.SegmentVersion);

    private static async Task<IResult> RestoreAsync(string id, string version, SegmentHistory history, SegmentSaving saving, HttpContext context, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        var found = await FindAsync(segment, version, history, cancellationToken);
        var definition = found.Definition ?? throw ProblemException.NotFound("version", Text(found.Version));
        return await saving.SaveAsync(segment, definition, context, found.Version, cancellationToken);
    }

    private static async Task<IResult> DependantsAsync(string id, Definitions definitions, SegmentService service, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        await RequireAsync(segment, definitions, cancellationToken);
        return TypedResults.Json(await service.ImpactAsync(segment, cancellationToken), ApiJson.Default.SegmentImpact);
    }

    private static async Task<IResult> PopulationAsync(string id, HttpRequest request, SegmentPopulation population, Definitions definitions, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        var page = Page.Of(request);
        var points = await population.ListAsync(segment, page.Limit + 1, Before(page), cancellationToken);
        if (points.Count == 0)
        {
            await RequireAsync(segment, definitions, cancellationToken);
        }

        var items = points.Take(page.Limit).ToList();
        return TypedResults.Json(
            new ListAnswer<PopulationPoint>([.. items.Select(p => p.Point)], points.Count > page.Limit ? Text(items[^1].Number) : null), ApiJson.Default.ListAnswerPopulationPoint);
    }

    private static async Task<SegmentVersion> FindAsync(SegmentId segment, string version, SegmentHistory history, CancellationToken cancellationToken)
    {
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 9_999_999_999)
        {
            throw ProblemException.Invalid("invalidVersion", "version", "A version is a number from 1.");
        }

        return await history.FindAsync(segment, number, cancellationToken) ?? throw ProblemException.NotFound("version", Text(number));
    }

    private static async Task RequireAsync(SegmentId segment, Definitions definitions, CancellationToken cancellationToken)
    {
        if (await definitions.Segments.FindAsync(segment.Value, cancellationToken) is null)
        {
            throw ProblemException.NotFound("segment", segment.Value);
        }
    }

    private static long? Before(Page page) => page.After is null ? null
        : long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 9_999_999_999 ? number
        : throw ProblemException.Invalid("invalidAfter", "after", "after is the next of a page of this list; begin again without it.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
