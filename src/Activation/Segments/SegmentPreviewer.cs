using System.Text.Json;
using Activation.Profiles;
using Activation.Storage;
using Azure;

namespace Activation.Segments;

/// <summary>Evaluates a rule, saved or not, without changing anything.</summary>
public sealed class SegmentPreviewer(SegmentRules rules, SnapshotStore snapshots, TraitCatalog catalog, ScratchFolder scratch, TimeProvider time)
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
        PreviewAsync(RuleParser.Parse(rule), self: null, cancellationToken);

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
        var check = RuleChecker.Check(rule, schema, segments, self);
        var members = SegmentQueryBuilder.Members(rule, schema, segments, now, [.. manifest.SourceVersions.Keys]);
        var counts = new PreviewCounts();
        foreach (var shards in SnapshotStore.Ranges(manifest))
        {
            using var session = new DuckDbSession(scratch);
            await using var files = await snapshots.OpenAsync(session, schema, manifest, shards, cancellationToken);
            counts.Add(session, members, cancellationToken);
        }

        return new SegmentPreview { Count = counts.Count, Identifiers = counts.WithIdentifier, Sample = counts.Sample, ComputedAt = now, Warnings = check.Warnings };
    }
}
