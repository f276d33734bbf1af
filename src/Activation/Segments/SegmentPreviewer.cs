using System.Globalization;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Segments.History;
using Activation.Storage;
using Azure;

namespace Activation.Segments;

/// <summary>Evaluates a rule, saved or not, without changing anything.</summary>
public sealed class SegmentPreviewer(
    SegmentRules rules, SnapshotStore snapshots, TraitCatalog catalog, ISegmentEvents events, ISegmentAudiences audiences, SegmentPopulation population, DestinationCatalog destinations, ScratchFolder scratch, TimeProvider time)
{
    /// <summary>Looked at together: their traits are about half a gigabyte on disk.</summary>
    public const long MaxRows = 4_000_000;

    /// <exception cref="ProblemException">404: there is no such segment; 400: what is asked for beside it is wrong.</exception>
    public async Task<SegmentPreview> PreviewAsync(SegmentId segment, SegmentPreviewRequest request, CancellationToken cancellationToken)
    {
        var rule = await rules.FindAsync(segment, cancellationToken) ?? throw ProblemException.NotFound("segment", segment.Value);
        return await PreviewAsync(rule, segment, request with { ReplacedSegment = segment.Value }, cancellationToken);
    }

    /// <param name="segment">A segment that is not saved; its rule and sources matter.</param>
    /// <exception cref="ProblemException">400 with the path of what is at fault.</exception>
    public async Task<SegmentPreview> PreviewAsync(SegmentDefinition segment, SegmentPreviewRequest request, CancellationToken cancellationToken)
    {
        await rules.CheckSourcesAsync(segment, cancellationToken);
        return await PreviewAsync(RuleParser.Parse(segment), self: null, request, cancellationToken);
    }

    private async Task<SegmentPreview> PreviewAsync(RuleNode rule, SegmentId? self, SegmentPreviewRequest request, CancellationToken cancellationToken)
    {
        var others = await OthersAsync(request, cancellationToken);
        var segments = await rules.ReferencedByAsync(new AllNode([rule, .. others.Values]) { Path = rule.Path }, cancellationToken);
        PatternCheck.Check(rule, scratch);
        SegmentId? replaced = request.ReplacedSegment is not { } name ? null : SegmentId.TryParse(name, out var id) ? id : throw RuleProblem.InvalidName("segment", EntityName.Rule);
        var preview = await RetriedAsync(() => PreviewAsync(rule, self, replaced, others, segments, cancellationToken));
        return replaced is { } known && await population.NewestAsync(known, cancellationToken) is { } last
            ? preview with { Change = new PreviewChange(last.At, last.Members, preview.Count - last.Members, last.Version) }
            : preview;
    }

    /// <summary>If the manifest was replaced long enough ago for its files to be gone, the current one has others.</summary>
    private static async Task<SegmentPreview> RetriedAsync(Func<Task<SegmentPreview>> preview)
    {
        try
        {
            return await preview();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return await preview();
        }
    }

    private async Task<OrderedDictionary<string, RuleNode>> OthersAsync(SegmentPreviewRequest request, CancellationToken cancellationToken)
    {
        if (request.OverlapWith.Count > SegmentPreviewRequest.MaxOverlaps)
        {
            throw ProblemException.Invalid("tooManySegments", "overlapWith", $"An overlap is counted with up to {SegmentPreviewRequest.MaxOverlaps} segments.");
        }

        var others = new OrderedDictionary<string, RuleNode>(StringComparer.Ordinal);
        for (var i = 0; i < request.OverlapWith.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"overlapWith[{i}]");
            if (!SegmentId.TryParse(request.OverlapWith[i], out var id))
            {
                throw RuleProblem.InvalidName(path, EntityName.Rule);
            }

            others[id.Value] = await rules.FindAsync(id, cancellationToken) ?? throw RuleProblem.UnknownSegment(path, id);
        }

        return others;
    }

    private async Task<SegmentPreview> PreviewAsync(
        RuleNode rule, SegmentId? self, SegmentId? replaced, OrderedDictionary<string, RuleNode> others, IReadOnlyDictionary<string, RuleNode> segments, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        var check = RuleChecker.Check(rule, schema, eventSchema, segments, self);
        var context = new RuleContext { Traits = schema, Events = eventSchema, Segments = segments, Instant = now, Sources = [.. manifest.SourceVersions.Keys] };
        var query = others.Count == 0 ? SegmentQueryBuilder.Compile(rule, context) : SegmentQueryBuilder.CompileAll([rule, .. others.Values], context);
        var counts = new PreviewCounts([.. others.Keys]);
        var synced = new PreviewAudiences(replaced is { } known ? await audiences.FindAsync(known, cancellationToken) : []);
        foreach (var shards in SnapshotStore.Ranges(manifest, Math.Min(MaxRows, scratch.Budget.RangeRows)))
        {
            using var session = new DuckDbSession(scratch);
            await using var files = await snapshots.OpenTraitsAsync(session, schema, manifest, shards, cancellationToken);
            await using var eventFiles = await events.OpenAsync(session, eventSchema, manifest, query.Events, shards, cancellationToken);
            counts.Add(session, query.Members, cancellationToken);
            await synced.AddAsync(session, shards, cancellationToken);
        }

        return new SegmentPreview
        {
            Count = counts.Count,
            Identifiers = counts.WithIdentifier,
            Reach = counts.Reach(destinations.All.Select(d => d.Type)),
            Overlap = counts.Overlap,
            Audiences = synced.Counts,
            Sample = counts.Sample,
            ComputedAt = now,
            Warnings = check.Warnings,
        };
    }
}
