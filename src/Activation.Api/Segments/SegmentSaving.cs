using System.Text.Json;
using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Governance.Labels;
using Activation.Governance.Policies;
using Activation.Segments;
using Activation.Segments.History;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Segments;

/// <summary>Checks and saves a segment, be it new, changed or restored, and answers what else changes with it.</summary>
internal sealed class SegmentSaving(SegmentService service, SegmentHistory history, GovernanceCheck governance, Caller caller)
{
    /// <param name="restoredFrom">The version whose definition it is, if it is an old one's.</param>
    public async Task<IResult> SaveAsync(SegmentId segment, SegmentDefinition definition, HttpContext context, long? restoredFrom, CancellationToken cancellationToken)
    {
        definition = definition with { Labels = DataLabels.Normalize(definition.Labels, "labels") };
        var check = await service.ValidateAsync(segment, definition, cancellationToken);
        if (await governance.SegmentAsync(segment, definition, cancellationToken) is { Count: > 0 } violations)
        {
            return Violated.Answer(violations);
        }

        var saved = await history.SaveAsync(segment, definition, caller.Of(context), restoredFrom, cancellationToken);
        var document = Documents.Of(segment.Value, saved, ApiJson.Default.SegmentDefinition);
        document["affects"] = JsonSerializer.SerializeToNode(await service.ImpactAsync(segment, cancellationToken), ApiJson.Default.SegmentImpact);
        return TypedResults.Json(PreviewDocument.WithWarnings(document, check.Warnings), ApiJson.Default.JsonObject);
    }
}
