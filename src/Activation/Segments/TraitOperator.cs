namespace Activation.Segments;

/// <summary>What a rule asks of a trait. A missing trait is false for every one but <see cref="NotExists"/>.</summary>
public enum TraitOperator
{
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,
    In,
    NotIn,
    Contains,
    StartsWith,
    EndsWith,

    /// <summary>An RE2 regular expression finds a match anywhere in the string.</summary>
    Matches,
    Exists,
    NotExists,

    /// <summary>now − d &lt; t ≤ now.</summary>
    WithinLast,
    NotWithinLast,
    Before,
    After,

    /// <summary>Both ends included, for every type.</summary>
    Between,
}
