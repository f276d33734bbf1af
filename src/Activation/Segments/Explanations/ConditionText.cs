using System.Globalization;
using Activation.Segments.Events;

namespace Activation.Segments.Explanations;

/// <summary>Says in a few words what a leaf asks.</summary>
internal static class ConditionText
{
    private const int MaxValues = 5;
    private const int MaxText = 100;

    public static string? Of(RuleNode node) => node switch
    {
        TraitNode trait => $"{Short(trait.Trait)} {Of(trait.Operator, trait.Values)}",
        ConsentNode consent => $"{consent.Purpose} is {consent.State.ToString().ToLowerInvariant()}",
        HasNode has => $"has {has.Identifier}",
        EventNode e => $"{EventMeasures.NameOf(e.Measure.Kind)} of {Of(e.Measure.Property, e.Selection)} {Of(e.Measure.Operator, e.Measure.Values)}",
        _ => null,
    };

    private static string Of(string? property, EventSelection selection)
    {
        var names = selection.Names.Count == 0 ? "*" : List(selection.Names);
        return property is null ? names : $"{Short(property)} of {names}";
    }

    private static string Of(TraitOperator op, IReadOnlyList<object> values) =>
        values.Count == 0 ? TraitOperators.NameOf(op) : $"{TraitOperators.NameOf(op)} {List(values)}";

    private static string List(IReadOnlyList<object> values) =>
        string.Join(", ", values.Take(MaxValues).Select(One)) + (values.Count > MaxValues ? string.Create(CultureInfo.InvariantCulture, $" and {values.Count - MaxValues} more") : "");

    private static string One(object value) => value switch
    {
        string text => $"\"{Short(text)}\"",
        TimeSpan { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerDay}d"),
        TimeSpan { Ticks: var ticks } => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerMinute}m"),
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Short(string text) => text.Length <= MaxText ? text : $"{text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)]}…";
}
