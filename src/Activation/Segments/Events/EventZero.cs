namespace Activation.Segments.Events;

/// <summary>What a count is of somebody without events.</summary>
internal static class EventZero
{
    /// <summary>Whether 0 meets the comparison.</summary>
    public static bool IsTrue(EventMeasure count)
    {
        var values = count.Values.OfType<double>().ToList();
        return values.Count == count.Values.Count && count.Operator switch
        {
            TraitOperator.Eq or TraitOperator.In => values.Contains(0),
            TraitOperator.Ne or TraitOperator.NotIn => !values.Contains(0),
            TraitOperator.Gt => values[0] < 0,
            TraitOperator.Gte => values[0] <= 0,
            TraitOperator.Lt => values[0] > 0,
            TraitOperator.Lte => values[0] >= 0,
            TraitOperator.Between => values[0] <= 0 && values[1] >= 0,
            TraitOperator.Exists => true,
            _ => false,
        };
    }
}
