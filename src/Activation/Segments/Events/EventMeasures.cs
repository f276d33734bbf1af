using Activation.Profiles;

namespace Activation.Segments.Events;

/// <summary>What is known about each measure.</summary>
internal static class EventMeasures
{
    /// <summary>Those that a rule can compare; <see cref="EventMeasureKind.UniqueList"/> is no single value.</summary>
    public static readonly IReadOnlyList<EventMeasureKind> OfRules = [.. Enum.GetValues<EventMeasureKind>().Where(k => k != EventMeasureKind.UniqueList)];

    /// <summary>The names of <see cref="OfRules"/>.</summary>
    public static readonly IReadOnlyList<string> Names = [.. OfRules.Select(NameOf)];

    public static string NameOf(EventMeasureKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Any of them, `uniqueList` too.</summary>
    public static bool TryParse(string name, out EventMeasureKind kind)
    {
        foreach (var known in Enum.GetValues<EventMeasureKind>().Where(k => NameOf(k) == name))
        {
            kind = known;
            return true;
        }

        kind = default;
        return false;
    }

    public static bool NeedsProperty(EventMeasureKind kind) => kind
        is EventMeasureKind.Sum or EventMeasureKind.Average or EventMeasureKind.Min or EventMeasureKind.Max
        or EventMeasureKind.MostFrequent or EventMeasureKind.UniqueCount or EventMeasureKind.UniqueList;

    public static bool TakesProperty(EventMeasureKind kind) => NeedsProperty(kind) || kind is EventMeasureKind.First or EventMeasureKind.Last;

    /// <summary>The type of what is compared.</summary>
    /// <param name="property">The type of the property, where there is one.</param>
    public static TraitType TypeOf(EventMeasureKind kind, TraitType? property) => kind switch
    {
        EventMeasureKind.Min or EventMeasureKind.Max or EventMeasureKind.First or EventMeasureKind.Last => property ?? TraitType.Timestamp,
        EventMeasureKind.MostFrequent or EventMeasureKind.UniqueList => property ?? TraitType.String,
        _ => TraitType.Number,
    };

    /// <summary>Whether properties of the type can be measured so.</summary>
    public static bool Takes(EventMeasureKind kind, TraitType property) => kind switch
    {
        EventMeasureKind.Sum or EventMeasureKind.Average => property == TraitType.Number,
        EventMeasureKind.Min or EventMeasureKind.Max => property != TraitType.Boolean,
        _ => true,
    };
}
