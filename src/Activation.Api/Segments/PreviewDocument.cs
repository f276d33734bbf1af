using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Api.Json;
using Activation.Segments;

namespace Activation.Api.Segments;

/// <summary>A preview as the API answers it: `{count, withEmail, withPhone, …, reach, overlap, change, audiences, sample, computedAt, warnings}`.</summary>
internal static class PreviewDocument
{
    public static JsonObject Of(SegmentPreview preview)
    {
        var document = new JsonObject { ["count"] = preview.Count };
        foreach (var (name, count) in preview.Identifiers)
        {
            document[$"with{char.ToUpperInvariant(name[0])}{name[1..]}"] = count;
        }

        document["reach"] = new JsonObject(preview.Reach.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value)));
        if (preview.Overlap is { } overlap)
        {
            document["overlap"] = JsonSerializer.SerializeToNode(overlap, ApiJson.Default.PreviewOverlap);
        }

        if (preview.Change is { } change)
        {
            document["change"] = JsonSerializer.SerializeToNode(change, ApiJson.Default.PreviewChange);
        }

        if (preview.Audiences.Count > 0)
        {
            document["audiences"] = JsonSerializer.SerializeToNode(preview.Audiences, ApiJson.Default.IReadOnlyListPreviewAudience);
        }

        document["sample"] = new JsonArray([.. preview.Sample.Select(id => (JsonNode)id)]);
        document["computedAt"] = preview.ComputedAt;
        return WithWarnings(document, preview.Warnings);
    }

    /// <summary>Adds what may be a slip in the rule; nothing if all is well.</summary>
    public static JsonObject WithWarnings(JsonObject document, IReadOnlyList<RuleWarning> warnings)
    {
        if (warnings.Count > 0)
        {
            document["warnings"] = JsonSerializer.SerializeToNode(warnings, ApiJson.Default.IReadOnlyListRuleWarning);
        }

        return document;
    }
}
