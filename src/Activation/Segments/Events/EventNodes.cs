namespace Activation.Segments.Events;

/// <summary>Walks over an event node.</summary>
internal static class EventNodes
{
    /// <summary>The node's own selection and those of all steps.</summary>
    public static IEnumerable<EventSelection> Selections(EventNode node) => Steps(node.Follows).Select(s => s.Selection).Prepend(node.Selection);

    public static IEnumerable<PropertyCondition> Conditions(EventNode node) => Selections(node).SelectMany(s => s.Where);

    /// <summary>How many values the node has in its lists and comparisons.</summary>
    public static int CountValues(EventNode node) =>
        node.Measure.Values.Count + Selections(node).Sum(s => s.Names.Count + s.Where.Sum(w => w.Values.Count));

    private static IEnumerable<EventStep> Steps(IReadOnlyList<EventFollow> follows) => follows.SelectMany(f => Steps(f.Step.Follows).Prepend(f.Step));

    /// <summary>The node with all its paths changed.</summary>
    public static EventNode WithPaths(EventNode node, Func<string, string> path) => node with
    {
        Path = path(node.Path),
        Selection = WithPaths(node.Selection, path),
        Measure = node.Measure with { Path = path(node.Measure.Path) },
        Follows = WithPaths(node.Follows, path),
    };

    private static EventSelection WithPaths(EventSelection selection, Func<string, string> path) =>
        selection with { Path = path(selection.Path), Where = [.. selection.Where.Select(w => w with { Path = path(w.Path) })] };

    private static List<EventFollow> WithPaths(IReadOnlyList<EventFollow> follows, Func<string, string> path) =>
        [.. follows.Select(f => f with { Step = f.Step with { Selection = WithPaths(f.Step.Selection, path), Follows = WithPaths(f.Step.Follows, path) } })];
}
