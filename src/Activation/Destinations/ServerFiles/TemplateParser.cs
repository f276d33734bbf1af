using static Activation.Destinations.ServerFiles.TemplateNode;

namespace Activation.Destinations.ServerFiles;

/// <summary>
/// Reads a template: text with macros in `&lt;…&gt;`, such as `&lt;SEGMENT_LIST:{seg|&lt;seg.sid&gt;}; separator=","&gt;` or `&lt;if(SEGMENT_LIST &amp;&amp; REMOVED_SEGMENT_LIST)&gt;…&lt;endif&gt;`. Pure.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-macro-examples</remarks>
internal sealed class TemplateParser
{
    private const string If = "<if(";
    private const string EndIf = "<endif>";

    private readonly string text;
    private readonly string setting;
    private readonly IReadOnlyList<string> macros;
    private readonly string? item;
    private int at;

    private TemplateParser(string text, string setting, IReadOnlyList<string> macros, string? item = null)
    {
        this.text = text;
        this.setting = setting;
        this.macros = macros;
        this.item = item;
    }

    /// <param name="setting">What holds the template, for messages.</param>
    /// <param name="macros">Those that may stand in it.</param>
    /// <exception cref="ProblemException">400 it is no template.</exception>
    public static IReadOnlyList<TemplateNode> Parse(string text, string setting, IReadOnlyList<string> macros)
    {
        var parser = new TemplateParser(text, setting, macros);
        var nodes = parser.ReadNodes();
        return parser.at == text.Length ? nodes : throw parser.Invalid("has an <endif> without its <if(…)>");
    }

    /// <summary>Up to the end, or to an `&lt;endif&gt;`.</summary>
    private List<TemplateNode> ReadNodes()
    {
        var nodes = new List<TemplateNode>();
        while (at < text.Length && !IsAt(EndIf))
        {
            var next = text.IndexOf('<', at);
            if (next != at)
            {
                next = next < 0 ? text.Length : next;
                nodes.Add(new Literal(text[at..next]));
                at = next;
            }
            else
            {
                nodes.Add(IsAt(If) ? ReadIf() : ReadMacro());
            }
        }

        return nodes;
    }

    private If ReadIf()
    {
        var end = text.IndexOf(")>", at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Invalid("has an <if( without its )>");
        }

        var lists = text[(at + If.Length)..end].Split("&&", StringSplitOptions.TrimEntries);
        if (lists.Any(l => !TemplateMacros.Lists.Contains(l, StringComparer.Ordinal) || !macros.Contains(l, StringComparer.Ordinal)))
        {
            throw Invalid("has an <if(…)> of something else than lists, joined by &&");
        }

        at = end + 2;
        var then = ReadNodes();
        if (!IsAt(EndIf))
        {
            throw Invalid("has an <if(…)> without its <endif>");
        }

        at += EndIf.Length;
        return new If(lists, then);
    }

    private TemplateNode ReadMacro()
    {
        var end = EndOfMacro();
        var content = text[(at + 1)..end].Trim();
        at = end + 1;
        if (item is not null && content.StartsWith($"{item}.", StringComparison.Ordinal))
        {
            var field = content[(item.Length + 1)..];
            return TemplateMacros.Fields.Contains(field, StringComparer.Ordinal) ? new Field(field) : throw Invalid($"asks an item for a field that there is not; there are {string.Join(", ", TemplateMacros.Fields)}");
        }

        var nameLength = content.AsSpan().IndexOfAny(':', ';') is var found and >= 0 ? found : content.Length;
        var name = content[..nameLength].Trim();
        if (!macros.Contains(name, StringComparer.Ordinal))
        {
            throw Invalid($"has a macro that is not known there; known are {string.Join(", ", macros)}");
        }

        var rest = content[nameLength..];
        return TemplateMacros.Lists.Contains(name, StringComparer.Ordinal) ? ReadList(name, rest) : new Macro(name, Option(rest, "format"));
    }

    private List ReadList(string name, string rest)
    {
        IReadOnlyList<TemplateNode>? each = null;
        if (rest.StartsWith(':'))
        {
            var (open, close) = (rest.IndexOf('{', StringComparison.Ordinal), rest.LastIndexOf('}'));
            var bar = rest.IndexOf('|', StringComparison.Ordinal);
            if (open < 0 || close < open || bar < open || bar > close)
            {
                throw Invalid("has a list whose items are not written as {name|…}");
            }

            var inner = new TemplateParser(rest[(bar + 1)..close], setting, macros, rest[(open + 1)..bar].Trim());
            each = inner.ReadNodes();
            rest = rest[(close + 1)..];
        }

        var separator = Option(rest, "separator");
        return new List(name, each, separator switch { null => ",", "TAB" => "\t", _ => separator });
    }

    /// <summary>`; name="value"` or `; name=value`.</summary>
    private string? Option(string rest, string name)
    {
        var option = rest.Trim().TrimStart(';').Trim();
        if (option.Length == 0)
        {
            return null;
        }

        return option.StartsWith($"{name}=", StringComparison.Ordinal)
            ? option[(name.Length + 1)..].Trim('"')
            : throw Invalid($"has an option that is not known there; known is {name}");
    }

    /// <summary>The `&gt;` that ends the macro: not one within its braces or quotes.</summary>
    private int EndOfMacro()
    {
        var (depth, isQuoted) = (0, false);
        for (var i = at + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when depth == 0: isQuoted = !isQuoted; break;
                case '{' when !isQuoted: depth++; break;
                case '}' when !isQuoted: depth--; break;
                case '>' when depth == 0 && !isQuoted: return i;
                default: break;
            }
        }

        throw Invalid("has a < without its >");
    }

    private bool IsAt(string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private ProblemException Invalid(string what) => ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} {what}.");
}
