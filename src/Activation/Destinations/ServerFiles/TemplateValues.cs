using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using static Activation.Destinations.ServerFiles.TemplateNode;

namespace Activation.Destinations.ServerFiles;

/// <summary>What a template's macros stand for, of a file or of one row of it.</summary>
internal sealed class TemplateValues
{
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>`TIMESTAMP` without a format.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Items by list, each with its id first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal);

    /// <summary>For `DPUUIDS`: ids by data source id, the latest first.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Mappings { get; init; } = [];

    public string Write(IReadOnlyList<TemplateNode> nodes)
    {
        var text = new StringBuilder();
        Write(text, nodes, null);
        return text.ToString();
    }

    private void Write(StringBuilder text, IReadOnlyList<TemplateNode> nodes, IReadOnlyDictionary<string, string>? item)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Literal literal: text.Append(literal.Text); break;
                case Field field: text.Append(item?.GetValueOrDefault(field.Name)); break;
                case If condition when condition.Lists.All(l => ItemsOf(l).Count > 0): Write(text, condition.Then, item); break;
                case List list: Write(text, list); break;
                case Macro macro: text.Append(Of(macro)); break;
                default: break;
            }
        }
    }

    private void Write(StringBuilder text, List list)
    {
        foreach (var (index, item) in ItemsOf(list.Name).Index())
        {
            text.Append(index == 0 ? "" : list.Separator);
            if (list.Item is { } nodes)
            {
                Write(text, nodes, item);
            }
            else
            {
                text.Append(item["sid"]);
            }
        }
    }

    private IReadOnlyList<IReadOnlyDictionary<string, string>> ItemsOf(string list) => Lists.GetValueOrDefault(list) ?? [];

    private string Of(Macro macro) => macro.Name switch
    {
        TemplateMacros.Timestamp => macro.Format is { } format ? Time.UtcDateTime.ToString(DotNetFormat(format), CultureInfo.InvariantCulture) : Timestamp,
        TemplateMacros.Mappings => WriteMappings(macro.Format ?? ""),
        "TAB" => "\t",
        "ASCII_SOH" => "\u0001",
        "COMMA" => ",",
        "OPEN_CURLY_BRACKET" => "{",
        "CLOSE_CURLY_BRACKET" => "}",
        "SET_ATTRIBUTES" or "OUTPUT_ATTRIBUTE_VALUE" => "1",
        _ => Texts.GetValueOrDefault(macro.Name, ""),
    };

    /// <summary>`YYYYMMDDhhmmss` is Adobe's example: year, month, day, hour of the day, minute, second.</summary>
    internal static string DotNetFormat(string format) =>
        format.Replace('Y', 'y').Replace('D', 'd').Replace('h', 'H').Replace("SSS", "fff", StringComparison.Ordinal);

    /// <summary>`dpids=1111,2222|maxMappings=1|format=json`: at most so many of each, 0 for all.</summary>
    private string WriteMappings(string format)
    {
        var options = format.Split('|').Select(o => o.Split('=', 2)).Where(o => o.Length == 2).ToDictionary(o => o[0].Trim(), o => o[1].Trim(), StringComparer.Ordinal);
        var most = int.TryParse(options.GetValueOrDefault("maxMappings"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : int.MaxValue;
        var pairs = options.GetValueOrDefault("dpids", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(dpid => Mappings.Where(m => m.Key == dpid).Take(most))
            .Select(m => $"[\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(m.Key)}\",\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(m.Value)}\"]");
        return $"[{string.Join(',', pairs)}]";
    }
}
