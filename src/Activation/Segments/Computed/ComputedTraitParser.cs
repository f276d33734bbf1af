using System.Text.Json;
using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments.Computed;

/// <summary>Reads the definition of a computed trait as an event node that asks whether there is a value. What needs the catalogue of events is checked later.</summary>
internal static class ComputedTraitParser
{
    /// <summary>Paths are those of the definition's fields.</summary>
    /// <exception cref="ProblemException">400 with the path of the field at fault.</exception>
    public static EventNode Parse(TraitDefinition definition)
    {
        var fields = RuleFields.Read(JsonSerializer.SerializeToElement(definition, DefinitionJson.Default.TraitDefinition), "");
        fields.AllowOnly("description", "event", "where", "measure", "property", "within", "between", "timeZone", "minimumEvents", "labels");
        var (json, path) = fields.Required("measure");
        if (!EventMeasures.TryParse(RuleText.Read(json, path), out var kind))
        {
            throw RuleProblem.UnknownMeasure(path);
        }

        var measure = EventMeasureParser.WithOptions(fields, new EventMeasure(kind, null, TraitOperator.Exists, [], ""));
        return new EventNode(EventNodeParser.Selection(fields, ""), EventPeriodParser.Parse(fields, ""), measure, []) { Path = "" };
    }
}
