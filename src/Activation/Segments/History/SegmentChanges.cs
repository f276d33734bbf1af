using System.Text.Json;

namespace Activation.Segments.History;

/// <summary>Lists what is different between two definitions. Pure.</summary>
internal static class SegmentChanges
{
    /// <summary>A longer value is named, not shown.</summary>
    private const int MaxValueLength = 400;

    public static IReadOnlyList<SegmentChange> Between(SegmentDefinition before, SegmentDefinition after) => Between(Document(before), Document(after));

    public static IReadOnlyList<SegmentChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<SegmentChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static JsonElement Document(SegmentDefinition definition) =>
        JsonSerializer.SerializeToElement(definition with { Version = null, ChangedAt = null, ChangedBy = null }, DefinitionJson.Default.SegmentDefinition);

    private static void Compare(string path, JsonElement before, JsonElement after, List<SegmentChange> changes)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            return;
        }

        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                Objects(path, before, after, changes);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                Arrays(path, [.. before.EnumerateArray()], [.. after.EnumerateArray()], changes);
                break;
            default:
                changes.Add(new SegmentChange(path, "changed", Shown(before), Shown(after)));
                break;
        }
    }

    private static void Objects(string path, JsonElement before, JsonElement after, List<SegmentChange> changes)
    {
        foreach (var property in before.EnumerateObject())
        {
            if (after.TryGetProperty(property.Name, out var now))
            {
                Compare(Join(path, property.Name), property.Value, now, changes);
            }
            else
            {
                changes.Add(new SegmentChange(Join(path, property.Name), "removed", Shown(property.Value), null));
            }
        }

        changes.AddRange(after.EnumerateObject().Where(p => !before.TryGetProperty(p.Name, out _)).Select(p => new SegmentChange(Join(path, p.Name), "added", null, Shown(p.Value))));
    }

    /// <summary>What is the same at both ends is left out, so that one insertion is one change.</summary>
    private static void Arrays(string path, List<JsonElement> before, List<JsonElement> after, List<SegmentChange> changes)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && JsonElement.DeepEquals(before[start], after[start]))
        {
            start++;
        }

        var end = 0;
        while (end < before.Count - start && end < after.Count - start && JsonElement.DeepEquals(before[^(end + 1)], after[^(end + 1)]))
        {
            end++;
        }

        for (var i = start; i < Math.Max(before.Count, after.Count) - end; i++)
        {
            if (i >= before.Count - end)
            {
                changes.Add(new SegmentChange($"{path}[{i}]", "added", null, Shown(after[i])));
            }
            else if (i >= after.Count - end)
            {
                changes.Add(new SegmentChange($"{path}[{i}]", "removed", Shown(before[i]), null));
            }
            else
            {
                Compare($"{path}[{i}]", before[i], after[i], changes);
            }
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static JsonElement? Shown(JsonElement value) => value.GetRawText().Length <= MaxValueLength ? value : null;
}
