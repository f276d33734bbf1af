using Activation.Profiles.Events;
using Activation.Segments.Events;

namespace Activation.Segments.Sql;

/// <summary>A measure to be taken of some events.</summary>
/// <param name="Property">Null where the measure has none.</param>
/// <param name="Start">No event is earlier; null: unknown.</param>
internal sealed record EventAggregate(EventMeasure Measure, EventProperty? Property, DateTime? Start)
{
    /// <summary>Not the measure, but the names of the sources that have events of it.</summary>
    public bool OfSources { get; init; }

    /// <summary>The columns that it reads, beside `pid` and `at`.</summary>
    public IReadOnlyList<string> Columns => OfSources ? ["source"] : Property is not { } property ? []
        : Measure.Kind is EventMeasureKind.First or EventMeasureKind.Last ? [property.ValueColumn, "id"]
        : [property.ValueColumn];
}
