namespace Activation.Segments;

/// <summary>How large a rule may be; with referenced segments included. What is larger is refused when it is saved.</summary>
public static class RuleLimits
{
    public const int MaxDepth = 100;

    public const int MaxNodes = 10_000;

    /// <summary>Values in the list of one `in` or `notIn`.</summary>
    public const int MaxListValues = 10_000;

    /// <summary>Values in all lists of a rule together.</summary>
    public const int MaxTotalValues = 100_000;

    /// <summary>Characters of a `matches` pattern.</summary>
    public const int MaxPatternLength = 1_000;

    /// <summary>Characters of a trait's name.</summary>
    public const int MaxTraitNameLength = 256;

    /// <summary>Event nodes and funnel steps of a rule: each takes memory for every profile with events.</summary>
    public const int MaxEvents = 200;

    /// <summary>Steps of a funnel after its first event.</summary>
    public const int MaxSteps = 10;

    /// <summary>Characters of the name of an event or a property.</summary>
    public const int MaxEventNameLength = 256;

    /// <summary>
    /// JSON nesting that a reader must allow for a rule of <see cref="MaxDepth"/> (an object and an array a level, and the value's own) inside a definition; the
    /// default of System.Text.Json is 64.
    /// </summary>
    public const int JsonDepth = (2 * MaxDepth) + 8;
}
