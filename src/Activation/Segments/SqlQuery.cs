namespace Activation.Segments;

/// <summary>Parameterized SQL: `$1`, `$2`, … stand for <paramref name="Parameters"/> in order. No value and no user-given name is in the text.</summary>
public sealed record SqlQuery(string Text, IReadOnlyList<object?> Parameters);
