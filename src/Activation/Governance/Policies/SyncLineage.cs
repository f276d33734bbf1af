using System.Runtime.CompilerServices;
using Activation.Import;
using Activation.Segments;
using Activation.Segments.Events;
using Activation.Sync;

namespace Activation.Governance.Policies;

/// <summary>
/// Where the data of a sync come from: its segment and those that it refers to, their sources, the traits, events and identifiers that their rules ask for and whoever brings
/// them, and the values that are sent beside. Each thing that has a label stands for it once, with one way to the destination. Pure.
/// </summary>
internal sealed class SyncLineage
{
    // Syncs share segments, and a change is tried on the segments as they were read.
    private static readonly ConditionalWeakTable<SegmentDefinition, IReadOnlyList<RuleNode>> Rules = [];

    private readonly GovernanceModel model;
    private readonly List<LabelPath> labels = [];
    private readonly HashSet<string> holders = new(StringComparer.Ordinal);

    private SyncLineage(GovernanceModel model) => this.model = model;

    public static IReadOnlyList<LabelPath> Of(GovernanceModel model, string sync, SyncDefinition definition)
    {
        var lineage = new SyncLineage(model);
        IReadOnlyList<string> end = [$"sync/{sync}", $"destination/{definition.Destination}"];
        lineage.AddSegment(definition.Segment, end);
        foreach (var trait in definition.ValueTrait is { } value ? definition.Traits.Prepend(value) : definition.Traits)
        {
            lineage.AddTrait(trait, null, end);
        }

        return lineage.labels;
    }

    /// <summary>What sending a source's identifiers alone would add.</summary>
    public static IReadOnlyList<LabelPath> OfIdentifiers(string source, SourceDefinition definition, string sync, string destination) =>
        [.. definition.Labels.Select(label => new LabelPath(label, [$"source/{source}", "identifiers", $"sync/{sync}", $"destination/{destination}"]))];

    private void AddSegment(string id, IReadOnlyList<string> end)
    {
        if (!model.Segments.TryGetValue(id, out var segment) || !Add($"segment/{id}", segment.Labels, end))
        {
            return;
        }

        IReadOnlyList<string> path = [$"segment/{id}", .. end];
        foreach (var source in segment.Sources)
        {
            AddSource(source, path);
        }

        IReadOnlyList<string>? scope = segment.Sources.Count == 0 ? null : segment.Sources;
        foreach (var node in Rules.GetValue(segment, NodesOf))
        {
            AddNode(node, scope, path);
        }
    }

    private void AddNode(RuleNode node, IReadOnlyList<string>? scope, IReadOnlyList<string> path)
    {
        switch (node)
        {
            case SegmentNode reference:
                AddSegment(reference.Segment.Value, path);
                break;
            case TraitNode trait:
                AddTrait(trait.Trait, scope, path);
                break;
            case EventNode events:
                foreach (var name in EventNodes.Selections(events).SelectMany(s => s.Names.Count == 0 ? ["*"] : s.Names))
                {
                    AddEventSources(scope, [$"event/{name}", .. path]);
                }

                break;
            case HasNode has:
                // Identifiers are those of all sources, whichever the segment reads.
                AddSources(model.Sources.Keys, [$"identifier/{has.Identifier}", .. path]);
                break;
            default:
                break;
        }
    }

    private void AddTrait(string name, IReadOnlyList<string>? scope, IReadOnlyList<string> end)
    {
        if (model.Traits.Find(name) is { } trait)
        {
            Add($"trait/{trait.Name}", trait.Labels, end);
            AddSources(trait.Sources.Where(s => scope is null || scope.Contains(s, StringComparer.Ordinal)), [$"trait/{trait.Name}", .. end]);
        }
        else if (model.Traits.FindComputed(name) is { } computed)
        {
            Add($"trait/{computed.Name}", computed.Definition.Labels ?? [], end);
            AddEventSources(scope, [$"trait/{computed.Name}", .. end]);
        }
    }

    /// <summary>Which of them have events of a name is not known.</summary>
    private void AddEventSources(IReadOnlyList<string>? scope, IReadOnlyList<string> end) =>
        AddSources(model.Sources.Where(s => (s.Value.Kind == SourceKind.Events || model.EventSources.Contains(s.Key)) && (scope is null || scope.Contains(s.Key, StringComparer.Ordinal))).Select(s => s.Key), end);

    private void AddSources(IEnumerable<string> sources, IReadOnlyList<string> end)
    {
        foreach (var source in sources.Order(StringComparer.Ordinal))
        {
            AddSource(source, end);
        }
    }

    private void AddSource(string id, IReadOnlyList<string> end)
    {
        if (model.Sources.TryGetValue(id, out var source))
        {
            Add($"source/{id}", source.Labels, end);
        }
    }

    /// <returns>False: it has been added before.</returns>
    private bool Add(string holder, IReadOnlyList<string> of, IReadOnlyList<string> end)
    {
        if (!holders.Add(holder))
        {
            return false;
        }

        labels.AddRange(of.Select(label => new LabelPath(label, [holder, .. end])));
        return true;
    }

    /// <summary>A stored rule that is not valid any more stops the sync by itself.</summary>
    private static IReadOnlyList<RuleNode> NodesOf(SegmentDefinition segment)
    {
        try
        {
            return [.. RuleNodes.Flatten(RuleParser.Parse(segment.Rule))];
        }
        catch (ProblemException)
        {
            return [];
        }
    }
}
