namespace Activation.Segments.Events;

/// <summary>What is measured of a person's events. Of no events the count is 0, everything else is missing.</summary>
public enum EventMeasureKind
{
    Count,
    Sum,
    Average,
    Min,
    Max,

    /// <summary>The time of the earliest event, or the value of a property at the earliest event that has it.</summary>
    First,

    /// <summary>The time of the latest event, or the value of a property at the latest event that has it.</summary>
    Last,

    /// <summary>The calendar days, of a time zone, on which there was an event.</summary>
    DistinctDays,

    /// <summary>
    /// The value that a property has most often; of several, the one that sorts first. Missing unless <see cref="EventMeasure.MinimumEvents"/> events have the property.
    /// </summary>
    MostFrequent,

    /// <summary>How many different values a property has.</summary>
    UniqueCount,

    /// <summary>The different values of a property, sorted. Of computed traits alone: a rule asks whether a value is among them.</summary>
    UniqueList,
}
