using System.Text.Json;
using Activation.Profiles;
using Activation.Storage;
using Azure;

namespace Activation.Segments;

/// <summary>Evaluates a rule, saved or not, without changing anything.</summary>
public sealed class SegmentPreviewer(SegmentRules rules, SnapshotStore snapshots, TraitCatalog catalog, ISegmentEvents events, ScratchFolder scratch, TimeProvider time)
{
    /// <exception cref="ProblemException">404: there is no such segment.</exception>
    public async Task<SegmentPreview> PreviewAsync(SegmentId segment, CancellationToken cancellationToken)
    {
        var rule = await rules.FindAsync(segment, cancellationToken) ?? throw ProblemException.NotFound("segment", segment.Value);
        return await PreviewAsync(rule, segment, cancellationToken);
    }

    /// <param name="rule">The rule as JSON.</param>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public Task<SegmentPreview> PreviewAsync(JsonElement rule, CancellationToken cancellationToken) =>
        PreviewAsync(new SegmentDefinition { Rule = rule }, cancellationToken);

    /// <param name="segment">A segment that is not saved; its rule and sources matter.</param>
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public async Task<SegmentPreview> PreviewAsync(SegmentDefinition segment, CancellationToken cancellationToken)
    {
        await rules.CheckSourcesAsync(segment, cancellationToken);
        return await PreviewAsync(RuleParser.Parse(segment), self: null, cancellationToken);
    }

    private async Task<SegmentPreview> PreviewAsync(RuleNode rule, SegmentId? self, CancellationToken cancellationToken)
    {
        var segments = await rules.ReferencedByAsync(rule, cancellationToken);
        PatternCheck.Check(rule, scratch);
        try
        {
            return await PreviewAsync(rule, self, segments, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest was replaced long enough ago for its files to be gone: the current one has others.
            return await PreviewAsync(rule, self, segments, cancellationToken);
        }
    }

    private async Task<SegmentPreview> PreviewAsync(RuleNode rule, SegmentId? self, IReadOnlyDictionary<string, RuleNode> segments, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        var check = RuleChecker.Check(rule, schema, eventSchema, segments, self);
        var query = SegmentQueryBuilder.Compile(
            rule, new RuleContext { Traits = schema, Events = eventSchema, Segments = segments, Instant = now, Sources = [.. manifest.SourceVersions.Keys] });
        var counts = new PreviewCounts();
        foreach (var shards in SnapshotStore.Ranges(manifest))
        {
            using var session = new DuckDbSession(scratch);
            await using var files = await snapshots.OpenAsync(session, schema, manifest, shards, cancellationToken);
            await using var eventFiles = await events.OpenAsync(session, eventSchema, manifest, query.Events, shards, cancellationToken);
            counts.Add(session, query.Members, cancellationToken);
        }

        return new SegmentPreview { Count = counts.Count, Identifiers = counts.WithIdentifier, Sample = counts.Sample, ComputedAt = now, Warnings = check.Warnings };
    }
}
