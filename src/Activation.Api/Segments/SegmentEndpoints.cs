using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Segments;
using Activation.Segments.Expressions;
using Activation.Segments.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Segments;

internal static class SegmentEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var segments = endpoints.MapGroup("/api/segments").WithTags("Segments");
        segments.MapGet("", ListAsync).WithSummary("All segments").Produces<ListAnswer<SegmentDefinition>>();
        segments.MapGet("/{id}", GetAsync).WithSummary("One segment").Produces<SegmentDefinition>().ProducesProblem(404);
        segments.MapPut("/{id}", PutAsync).WithSummary("Creates or replaces a segment; refused with the lineage where a policy denies its data to one of its syncs")
            .WithDescription("`labels` say what may not be done with the segment: C1 to C12, I1, I2, S1, S2, names that begin with `x-`, or Audience Manager's controls noPii, noOffSiteAds, noOnSiteAds, noOnSitePersonalization. A refusal is 409 `policyViolation` with `violations`.")
            .Accepts<SegmentDefinition>("application/json").Produces<SegmentDefinition>().ProducesProblem(400).ProducesProblem(409);
        segments.MapPost("/preview", PreviewRuleAsync).ChangesNothing().WithSummary("How many people a rule has, exactly, without saving it").Accepts<PreviewRequest>("application/json").Produces<SegmentPreview>().ProducesProblem(400);
        segments.MapGet("/schema", Schema).WithSummary("The rule language as JSON Schema").Produces<JsonObject>();
        segments.MapPost("/expression", ConvertAsync).ChangesNothing().WithSummary("A rule as Audience Manager's expression, or the other way round").Accepts<ExpressionRequest>("application/json").Produces<ExpressionAnswer>().ProducesProblem(400);
        segments.MapGet("/{id}/preview", PreviewAsync).WithSummary("How many people a segment has, exactly").Produces<SegmentPreview>().ProducesProblem(404);
        segments.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a segment that nothing refers to").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Definitions definitions, CancellationToken cancellationToken)
    {
        var all = await definitions.Segments.ListAsync(cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut([.. all.Select(s => Document(s.Key, s.Value))], Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetAsync(string id, Definitions definitions, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        return await definitions.Segments.FindAsync(segment.Value, cancellationToken) is { } found
            ? TypedResults.Json(Document(segment.Value, found), ApiJson.Default.JsonObject)
            : throw ProblemException.NotFound("segment", segment.Value);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, SegmentSaving saving, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        var definition = await RequestBody.ReadAsync(request, ApiJson.Default.SegmentDefinition, cancellationToken, "id", "warnings", "affects", "version", "changedAt", "changedBy");
        return await saving.SaveAsync(segment, definition, request.HttpContext, restoredFrom: null, cancellationToken);
    }

    private static async Task<IResult> PreviewRuleAsync(HttpRequest request, SegmentPreviewer previewer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, ApiJson.Default.PreviewRequest, cancellationToken);
        var segment = new SegmentDefinition { Rule = body.Rule, Sources = body.Sources };
        var preview = await previewer.PreviewAsync(segment, new SegmentPreviewRequest { OverlapWith = body.OverlapWith, ReplacedSegment = body.Segment }, cancellationToken);
        return TypedResults.Json(PreviewDocument.Of(preview), ApiJson.Default.JsonObject);
    }

    private static ContentHttpResult Schema() => TypedResults.Content(RuleSchema.Json, "application/schema+json");

    private static async Task<IResult> ConvertAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, ApiJson.Default.ExpressionRequest, cancellationToken);
        return (body.Expression, body.Rule) switch
        {
            ({ } expression, null) => Answer(expression, ExpressionReader.Read(expression)),
            (null, { } rule) => Answer(ExpressionWriter.Write(RuleParser.Parse(rule)), JsonSerializer.SerializeToNode(rule, ApiJson.Default.JsonElement)),
            _ => throw ProblemException.Invalid("missingField", "expression", "Give either expression or rule."),
        };
    }

    private static JsonHttpResult<ExpressionAnswer> Answer(string expression, JsonNode? rule) =>
        TypedResults.Json(new ExpressionAnswer { Expression = expression, Rule = rule ?? new JsonObject() }, ApiJson.Default.ExpressionAnswer);

    private static async Task<IResult> PreviewAsync(string id, string? overlapWith, SegmentPreviewer previewer, CancellationToken cancellationToken)
    {
        var request = new SegmentPreviewRequest { OverlapWith = overlapWith?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [] };
        return TypedResults.Json(PreviewDocument.Of(await previewer.PreviewAsync(Ids.Segment(id), request, cancellationToken)), ApiJson.Default.JsonObject);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, SegmentHistory history, References references, Caller caller, CancellationToken cancellationToken)
    {
        var segment = Ids.Segment(id);
        var used = await references.ToSegmentAsync(segment, cancellationToken);
        if (used.Count > 0)
        {
            return InUse.Answer("segment", used);
        }

        return await history.DeleteAsync(segment, caller.Of(context), cancellationToken)
            ? TypedResults.NoContent()
            : throw ProblemException.NotFound("segment", segment.Value);
    }

    private static JsonObject Document(string id, SegmentDefinition definition) => Documents.Of(id, definition, ApiJson.Default.SegmentDefinition);
}
