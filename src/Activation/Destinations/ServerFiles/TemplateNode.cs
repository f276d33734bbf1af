namespace Activation.Destinations.ServerFiles;

/// <summary>A piece of a parsed template.</summary>
internal abstract record TemplateNode
{
    public sealed record Literal(string Text) : TemplateNode;

    /// <param name="Format">Of `TIMESTAMP` and `DPUUIDS`.</param>
    public sealed record Macro(string Name, string? Format) : TemplateNode;

    /// <param name="Item">What each item is written as; null writes its id.</param>
    public sealed record List(string Name, IReadOnlyList<TemplateNode>? Item, string Separator) : TemplateNode;

    /// <summary>A field of the item that is being written.</summary>
    public sealed record Field(string Name) : TemplateNode;

    /// <summary>Written only if none of the lists is empty.</summary>
    public sealed record If(IReadOnlyList<string> Lists, IReadOnlyList<TemplateNode> Then) : TemplateNode;
}
