using System.Text.Json;

namespace Activation.Segments;

/// <summary>The fields of one node, without repeats.</summary>
internal sealed class RuleFields
{
    private static readonly string[] Kinds = RuleProblem.Kinds.Split(", ");

    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly string path;

    private RuleFields(string path) => this.path = path;

    public static RuleFields Read(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw RuleProblem.WrongJson(path, "an object");
        }

        var read = new RuleFields(path);
        foreach (var property in json.EnumerateObject())
        {
            var name = RuleText.NameOf(property) ?? throw RuleProblem.InvalidText(path);
            if (!read.fields.TryAdd(name, property.Value))
            {
                throw RuleProblem.DuplicateField(read.At(name));
            }
        }

        return read;
    }

    /// <summary>Which kind of node this is.</summary>
    public string Kind()
    {
        string? found = null;
        foreach (var kind in Kinds)
        {
            if (fields.ContainsKey(kind))
            {
                found = found is null ? kind : throw RuleProblem.AmbiguousNode(path);
            }
        }

        return found ?? throw RuleProblem.UnknownNode(path);
    }

    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var field in fields.Keys)
        {
            if (!names.Contains(field))
            {
                throw RuleProblem.UnknownField(At(field), string.Join(", ", names));
            }
        }
    }

    public (JsonElement Value, string Path) Required(string name) =>
        Optional(name) is { } found ? found : throw RuleProblem.MissingField(At(name));

    /// <summary>Null where the field is left out or null.</summary>
    public (JsonElement Value, string Path)? Optional(string name) =>
        fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? (value, At(name)) : null;

    /// <summary>The field's path. A name that does not look like a field's could be anything, so it is not repeated.</summary>
    public string At(string name) =>
        name is { Length: > 0 and <= 32 } && name.All(char.IsAsciiLetter) ? (path.Length == 0 ? name : $"{path}.{name}") : path;
}
