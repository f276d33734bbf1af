namespace Activation.Segments;

/// <summary>
/// `{"consent": "marketing"}`, `{"consent": "marketing", "is": "denied"}`: what a person has last said, to whichever source, also where the segment reads only
/// some of them.
/// </summary>
public sealed record ConsentNode(string Purpose, ConsentState State) : RuleNode
{
    /// <summary>The boolean trait in which imports keep it.</summary>
    public string Trait => $"consent:{Purpose}";
}

public enum ConsentState
{
    Granted,
    Denied,

    /// <summary>No source has said anything.</summary>
    Unknown,
}
