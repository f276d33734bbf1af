using System.Collections.Frozen;
using Activation.Profiles;

namespace Activation.Segments;

/// <summary>What is known about each operator: its name in JSON, the shape of its value, and the types of trait it can be asked of.</summary>
internal static class TraitOperators
{
    private static readonly FrozenDictionary<string, TraitOperator> ByName =
        Enum.GetValues<TraitOperator>().ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>All names, for an error's text.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetValues<TraitOperator>().Select(NameOf));

    public static bool TryParse(string name, out TraitOperator found) => ByName.TryGetValue(name, out found);

    public static string NameOf(TraitOperator op)
    {
        var name = op.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static ValueShape ShapeOf(TraitOperator op) => op switch
    {
        TraitOperator.Exists or TraitOperator.NotExists => ValueShape.None,
        TraitOperator.Eq or TraitOperator.Ne => ValueShape.Scalar,
        TraitOperator.Gt or TraitOperator.Gte or TraitOperator.Lt or TraitOperator.Lte => ValueShape.Ordered,
        TraitOperator.In or TraitOperator.NotIn => ValueShape.List,
        TraitOperator.Contains or TraitOperator.StartsWith or TraitOperator.EndsWith => ValueShape.Text,
        TraitOperator.Matches => ValueShape.Pattern,
        TraitOperator.WithinLast or TraitOperator.NotWithinLast => ValueShape.Duration,
        TraitOperator.Before or TraitOperator.After => ValueShape.Instant,
        TraitOperator.Between => ValueShape.Range,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    /// <summary>Whether a trait of the type can be asked this at all.</summary>
    public static bool Takes(TraitOperator op, TraitType type) => ShapeOf(op) switch
    {
        ValueShape.Ordered or ValueShape.Range => type != TraitType.Boolean,
        ValueShape.Text or ValueShape.Pattern => type == TraitType.String,
        ValueShape.Duration or ValueShape.Instant => type is TraitType.Date or TraitType.Timestamp,
        _ => true,
    };
}

/// <summary>The JSON that an operator's `value` may be.</summary>
internal enum ValueShape
{
    /// <summary>No `value` at all.</summary>
    None,

    /// <summary>A string, number or boolean.</summary>
    Scalar,

    /// <summary>A string or number.</summary>
    Ordered,

    /// <summary>An array of strings, numbers or booleans, all of one type.</summary>
    List,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A string with a regular expression.</summary>
    Pattern,

    /// <summary>A string such as `90d`.</summary>
    Duration,

    /// <summary>A string with an ISO 8601 date or instant.</summary>
    Instant,

    /// <summary>An array of two strings or two numbers, the lower first.</summary>
    Range,
}
