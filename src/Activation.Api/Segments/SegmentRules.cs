using System.Text.Json;
using Activation.Profiles;
using Activation.Segments;

namespace Activation.Api.Segments;

/// <summary>Refuses a rule that cannot be evaluated: unknown operators, traits, segments, cycles, comparisons across types.</summary>
internal sealed class SegmentRules(Definitions definitions, TraitCatalog traits, TimeProvider time)
{
    public async Task CheckAsync(SegmentId id, JsonElement rule, CancellationToken cancellationToken)
    {
        var parsed = RuleParser.Parse(rule);
        var others = new Dictionary<string, RuleNode>(StringComparer.Ordinal);
        foreach (var (name, definition) in await definitions.Segments.ListAsync(cancellationToken))
        {
            others[name] = RuleParser.Parse(definition.Rule);
        }

        others[id.Value] = parsed;
        SegmentQueryBuilder.Members(parsed, await traits.ReadAsync(cancellationToken), others, time.GetUtcNow());
    }
}
