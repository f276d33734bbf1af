using Activation.Destinations;
using Activation.Segments;

namespace Activation.Sync;

/// <summary>Loads what a run needs to know of a sync: its definition, its destination with the secret, its segment's rule.</summary>
internal sealed class SyncTargets(Definitions definitions, DestinationAccounts accounts)
{
    /// <summary>Code of what goes wrong with a sync that was deleted.</summary>
    public const string SyncNotFound = "syncNotFound";

    /// <exception cref="ProblemException">409: the sync is not there any more; 404, 400: its destination is not, or is not complete.</exception>
    public async Task<SyncTarget> GetAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken)
            ?? throw ProblemException.Conflict(SyncNotFound, $"The sync '{sync}' was deleted.");
        var (destination, account) = await accounts.GetAsync(new DestinationId(definition.Destination), cancellationToken);
        return new SyncTarget(sync, definition, destination, account);
    }

    /// <summary>The segment's rule, and those of all segments for membership nodes, and the version of the segment. A segment whose rule no longer parses is left out.</summary>
    /// <exception cref="ProblemException">409: the segment is not there any more; 400: its rule does not parse.</exception>
    public async Task<(RuleNode Rule, IReadOnlyDictionary<string, RuleNode> All, long? Version)> GetRulesAsync(SyncDefinition sync, CancellationToken cancellationToken)
    {
        var all = await definitions.Segments.ListAsync(cancellationToken);
        var rules = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        SegmentDefinition? wanted = null;
        foreach (var (id, segment) in all)
        {
            if (id == sync.Segment)
            {
                wanted = segment;
                rules[id] = RuleParser.Parse(segment);
            }
            else if (TryParse(segment) is { } rule)
            {
                rules[id] = rule;
            }
        }

        return wanted is null
            ? throw ProblemException.Conflict("segmentNotFound", $"The segment '{sync.Segment}' is not defined; define it, or change the sync.")
            : (rules[sync.Segment], rules, wanted.Version);
    }

    /// <summary>What the audience is called where the sync does not say: the segment's name, or its id.</summary>
    public async Task<string> GetAudienceNameAsync(SyncDefinition sync, CancellationToken cancellationToken) =>
        (await definitions.Segments.FindAsync(sync.Segment, cancellationToken))?.Name is { Length: > 0 } name ? name : sync.Segment;

    private static RuleNode? TryParse(SegmentDefinition segment)
    {
        try
        {
            return RuleParser.Parse(segment);
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
