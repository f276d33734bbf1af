using Activation.Profiles;

namespace Activation.Api.Sources;

/// <summary>The right side of a mapping: an identifier name, `trait:{name}`, `trait:{name}:{type}`, `consent:{purpose}` or `ignore`.</summary>
internal static class MappingTarget
{
    public static void Check(string column, string target)
    {
        var parts = target.Split(':');
        var problem = parts switch
        {
            ["ignore"] => null,
            ["trait", { Length: > 0 }] => null,
            ["trait", { Length: > 0 }, var type] => IsTraitType(type) ? null : $"the type of a trait is one of {string.Join(", ", TraitTypes)}",
            ["consent", { Length: > 0 }] => "consent columns are not carried out for now",
            [var identifier] when Identifiers.IsName(identifier) => null,
            _ => $"a target is trait:<name>, trait:<name>:<type>, ignore, or one of {string.Join(", ", Identifiers.Names)}",
        };
        if (problem is not null)
        {
            throw ProblemException.Invalid(parts[0] == "consent" ? "notSupportedYet" : "invalidMapping", $"mapping.{column}", $"The column '{column}' is mapped to something unknown: {problem}.");
        }
    }

    private static IEnumerable<string> TraitTypes => Enum.GetNames<TraitType>().Select(n => n.ToLowerInvariant());

    private static bool IsTraitType(string text) => TraitTypes.Contains(text, StringComparer.Ordinal);
}
