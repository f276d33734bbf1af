using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Segments;
using Activation.Segments.Explanations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Segments;

internal static class ExplainEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var segments = endpoints.MapGroup("/api/segments").WithTags("Segments");
        segments.MapGet("/{id}/explain", ExplainAsync).WithSummary("Why a person is in a segment, or is not: each node of the rule with the value, source and age that decided it").Produces<RuleExplanation>().ProducesProblem(404);
        segments.MapPost("/explain", ExplainRuleAsync).ChangesNothing().WithSummary("The same for a rule that is not saved").Accepts<ExplainRequest>("application/json").Produces<RuleExplanation>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> ExplainAsync(string id, string? profile, SegmentExplainer explainer, CancellationToken cancellationToken) =>
        TypedResults.Json(await explainer.ExplainAsync(Ids.Segment(id), Ids.Profile(profile, "profile"), cancellationToken), ApiJson.Default.RuleExplanation);

    private static async Task<IResult> ExplainRuleAsync(HttpRequest request, SegmentExplainer explainer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, ApiJson.Default.ExplainRequest, cancellationToken);
        var explained = await explainer.ExplainAsync(new SegmentDefinition { Rule = body.Rule, Sources = body.Sources }, Ids.Profile(body.Profile, "profile"), cancellationToken);
        return TypedResults.Json(explained, ApiJson.Default.RuleExplanation);
    }
}
