namespace Activation.Segments.Events;

/// <summary>`"sum": {"op": "gte", "value": 100}`, with the property that is summed.</summary>
/// <param name="Property">For `sum`, `average`, `min`, `max`; for `first` and `last` the property whose value is meant, null: the event's time.</param>
/// <param name="Values">As <see cref="TraitNode.Values"/>.</param>
/// <param name="Path">Of the object with `op` and `value`.</param>
public sealed record EventMeasure(EventMeasureKind Kind, string? Property, TraitOperator Operator, IReadOnlyList<object> Values, string Path)
{
    /// <summary>For `distinctDays`: the IANA time zone whose days are counted.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>For `mostFrequent`: of fewer events with the property, none of its values is called frequent.</summary>
    public int MinimumEvents { get; init; } = DefaultMinimumEvents;

    public const int DefaultMinimumEvents = 2;
}
