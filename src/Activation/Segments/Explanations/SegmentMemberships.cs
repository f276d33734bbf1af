using System.Globalization;
using Activation.Profiles;
using Azure;

namespace Activation.Segments.Explanations;

/// <summary>Evaluates all segments for one person.</summary>
public sealed class SegmentMemberships
{
    /// <summary>Nodes of rules that one query answers together; a larger one takes longer to plan than two.</summary>
    private const int MaxNodes = 500;

    private readonly SegmentRules rules;
    private readonly ProfileSessions profiles;
    private readonly TimeProvider time;

    internal SegmentMemberships(SegmentRules rules, ProfileSessions profiles, TimeProvider time)
    {
        this.rules = rules;
        this.profiles = profiles;
        this.time = time;
    }

    /// <summary>By segment. A profile that the snapshot does not have yet is a member of none.</summary>
    public async Task<IReadOnlyList<SegmentMembership>> FindAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(cancellationToken);
        try
        {
            return await FindAsync(profile, all, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest was replaced long enough ago for its files to be gone: the current one has others.
            return await FindAsync(profile, all, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SegmentMembership>> FindAsync(ProfileId profile, IReadOnlyDictionary<string, RuleNode> all, CancellationToken cancellationToken)
    {
        await using var opened = await profiles.OpenAsync(profile, cancellationToken);
        if (opened is null)
        {
            return [.. all.Keys.Order(StringComparer.Ordinal).Select(id => Answer(id, profile, member: false))];
        }

        var context = new RuleContext { Traits = opened.Traits, Events = opened.Events, Segments = all, Instant = time.GetUtcNow(), Sources = [.. opened.Manifest.SourceVersions.Keys] };
        var problems = all.Select(r => (r.Key, Code: ProblemOf(r.Key, r.Value, context))).Where(p => p.Code is not null).ToDictionary(p => p.Key, p => p.Code, StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in Groups([.. all.Where(r => !problems.ContainsKey(r.Key))]))
        {
            var query = SegmentQueryBuilder.CompileAll([.. group.Select(r => r.Value)], context);
            await opened.OpenEventsAsync(query.Events, cancellationToken);
            members.UnionWith(Flags(opened, query).Select(i => group[i].Key));
        }

        return [.. all.Keys.Order(StringComparer.Ordinal).Select(id => Answer(id, opened.Profile, members.Contains(id)) with { Problem = problems.GetValueOrDefault(id) })];
    }

    private static SegmentMembership Answer(string id, ProfileId profile, bool member) => new(id, member, $"/api/segments/{id}/explain?profile={profile}");

    private static string? ProblemOf(string id, RuleNode rule, RuleContext context)
    {
        try
        {
            RuleChecker.Check(rule, context.Traits, context.Events, context.Segments, new SegmentId(id));
            return null;
        }
        catch (ProblemException e)
        {
            return e.Code;
        }
    }

    private static IEnumerable<List<KeyValuePair<string, RuleNode>>> Groups(IReadOnlyList<KeyValuePair<string, RuleNode>> rules)
    {
        var group = new List<KeyValuePair<string, RuleNode>>();
        var nodes = 0;
        foreach (var rule in rules)
        {
            var count = RuleNodes.Flatten(rule.Value).Count();
            if (group.Count > 0 && nodes + count > MaxNodes)
            {
                yield return group;
                group = [];
                nodes = 0;
            }

            group.Add(rule);
            nodes += count;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static List<int> Flags(ProfileSession opened, SegmentQuery query)
    {
        using var command = opened.Session.Command(query.Members.Text, query.Members.Parameters);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? [.. Enumerable.Range(0, reader.FieldCount - 3).Where(i => reader.GetBoolean(reader.GetOrdinal(string.Create(CultureInfo.InvariantCulture, $"m{i}"))))]
            : [];
    }
}
