using System.Text.Json;

namespace Activation.Segments;

/// <summary>Parses `{"trait": …, "op": …, "value": …}`. Whether the value fits the trait's type is <see cref="TraitOperand"/>'s to say.</summary>
internal static class TraitNodeParser
{
    public static TraitNode Parse(RuleFields fields, string path)
    {
        fields.AllowOnly("trait", "op", "value");
        var (trait, traitPath) = fields.Required("trait");
        var name = RuleText.Read(trait, traitPath);
        if (name.Length is 0 or > RuleLimits.MaxTraitNameLength)
        {
            throw RuleProblem.InvalidName(traitPath, $"1 to {RuleLimits.MaxTraitNameLength} characters");
        }

        var (op, values) = ConditionParser.Parse(fields);
        return new TraitNode(name, op, values) { Path = path };
    }
}
