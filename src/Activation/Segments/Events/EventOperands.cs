using Activation.Profiles.Events;

namespace Activation.Segments.Events;

/// <summary>Checks an event node against the types of properties.</summary>
internal static class EventOperands
{
    /// <summary>The measure's value as its type has it; all conditions are checked too.</summary>
    /// <exception cref="ProblemException">400 `typeMismatch`: a comparison across types.</exception>
    public static TraitOperand Bind(EventNode node, EventSchema schema)
    {
        foreach (var condition in EventNodes.Conditions(node))
        {
            if (schema.FindProperty(condition.Property) is { } known)
            {
                Bind(condition, known);
            }
        }

        var measure = node.Measure;
        var property = measure.Property is { } name ? schema.FindProperty(name) : null;
        if (property is not null && !EventMeasures.Takes(measure.Kind, property.Type))
        {
            throw RuleProblem.MeasureMismatch($"{node.Path}.property", measure.Kind, property.Type);
        }

        // A property that no import has brought has no type yet: its measure is missing, whatever it is compared with.
        return measure.Property is not null && property is null
            ? new TraitOperand(measure.Values, AsTimestamp: false)
            : TraitOperand.Bind(measure.Operator, measure.Values, EventMeasures.TypeOf(measure.Kind, property?.Type), measure.Path, "measure");
    }

    public static TraitOperand Bind(PropertyCondition condition, EventProperty property) =>
        TraitOperand.Bind(condition.Operator, condition.Values, property.Type, condition.Path, "property");
}
