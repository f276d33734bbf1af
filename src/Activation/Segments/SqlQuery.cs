using System.Collections;

namespace Activation.Segments;

/// <summary>
/// Parameterized SQL: `$1`, `$2`, … stand for <paramref name="Parameters"/> in order. No value and no user-given name is in the text. Equal if text and values are: over
/// the same data such queries have the same answer.
/// </summary>
public sealed record SqlQuery(string Text, IReadOnlyList<object?> Parameters)
{
    public bool Equals(SqlQuery? other) => other is not null && Text == other.Text && Parameters.SequenceEqual(other.Parameters, ParameterComparer.Instance);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Lists are equal if their elements are.</summary>
    private sealed class ParameterComparer : IEqualityComparer<object?>
    {
        public static readonly ParameterComparer Instance = new();

        public new bool Equals(object? x, object? y) =>
            x is IList some && y is IList others ? some.Cast<object?>().SequenceEqual(others.Cast<object?>()) : object.Equals(x, y);

        public int GetHashCode(object? obj) => obj is null or IList ? 0 : obj.GetHashCode();
    }
}
