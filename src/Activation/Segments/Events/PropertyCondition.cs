namespace Activation.Segments.Events;

/// <summary>`{"property": "value", "op": "gte", "value": 20}` in a `where`. A property that an event does not have is false for every operator but `notExists`.</summary>
/// <param name="Property">As written; looked up without regard to case.</param>
/// <param name="Values">As <see cref="TraitNode.Values"/>.</param>
public sealed record PropertyCondition(string Property, TraitOperator Operator, IReadOnlyList<object> Values, string Path);
