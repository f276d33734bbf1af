using Activation.Profiles;
using Activation.Segments.Computed;
using Activation.Segments.Sql;
using Activation.Storage;
using Azure;

namespace Activation.Segments.Explanations;

/// <summary>Says of one person why a rule, saved or not, has them or has them not.</summary>
public sealed class SegmentExplainer
{
    private readonly SegmentRules rules;
    private readonly ProfileSessions profiles;
    private readonly ScratchFolder scratch;
    private readonly TimeProvider time;

    internal SegmentExplainer(SegmentRules rules, ProfileSessions profiles, ScratchFolder scratch, TimeProvider time)
    {
        this.rules = rules;
        this.profiles = profiles;
        this.scratch = scratch;
        this.time = time;
    }

    /// <exception cref="ProblemException">404: there is no such segment, or no such profile.</exception>
    public async Task<RuleExplanation> ExplainAsync(SegmentId segment, ProfileId profile, CancellationToken cancellationToken)
    {
        var rule = await rules.FindAsync(segment, cancellationToken) ?? throw ProblemException.NotFound("segment", segment.Value);
        return await ExplainAsync(rule, segment, profile, cancellationToken);
    }

    /// <param name="segment">A segment that is not saved; its rule and sources matter.</param>
    /// <exception cref="ProblemException">400 with the path of the node at fault; 404: there is no such profile.</exception>
    public async Task<RuleExplanation> ExplainAsync(SegmentDefinition segment, ProfileId profile, CancellationToken cancellationToken)
    {
        await rules.CheckSourcesAsync(segment, cancellationToken);
        return await ExplainAsync(RuleParser.Parse(segment), self: null, profile, cancellationToken);
    }

    private async Task<RuleExplanation> ExplainAsync(RuleNode rule, SegmentId? self, ProfileId profile, CancellationToken cancellationToken)
    {
        var segments = await rules.ReferencedByAsync(rule, cancellationToken);
        PatternCheck.Check(rule, scratch);
        try
        {
            return await ExplainAsync(rule, self, segments, profile, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest was replaced long enough ago for its files to be gone: the current one has others.
            return await ExplainAsync(rule, self, segments, profile, cancellationToken);
        }
    }

    private async Task<RuleExplanation> ExplainAsync(RuleNode rule, SegmentId? self, IReadOnlyDictionary<string, RuleNode> segments, ProfileId profile, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var opened = await profiles.OpenAsync(profile, cancellationToken) ?? throw ProblemException.NotFound("profile", profile.ToString());
        var check = RuleChecker.Check(rule, opened.Traits, opened.Events, segments, self);
        var context = new RuleContext { Traits = opened.Traits, Events = opened.Events, Segments = segments, Instant = now, Sources = [.. opened.Manifest.SourceVersions.Keys] };
        var expanded = ComputedTraitNodes.Resolve(SegmentExpansion.Expand(rule, segments, self), opened.Traits);
        var query = ExplanationSql.Write(expanded, context);
        await opened.OpenEventsAsync(query.Events, cancellationToken);
        return new RuleExplanation
        {
            Profile = opened.Profile.ToString(),
            Segment = self?.Value,
            Member = ProfileQueries.IsMember(opened.Session, SegmentQueryBuilder.Compile(rule, context)),
            ComputedAt = now,
            Rule = ProfileQueries.Explain(opened.Session, rule, expanded, query, context),
            Warnings = check.Warnings,
        };
    }
}
