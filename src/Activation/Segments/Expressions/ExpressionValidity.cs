using Activation.Segments.Events;

namespace Activation.Segments.Expressions;

/// <summary>Audience Manager takes no expression that whoever has realized nothing would meet.</summary>
internal static class ExpressionValidity
{
    /// <exception cref="ProblemException">400 `matchesEveryone`.</exception>
    public static void Check(RuleNode rule)
    {
        if (IsTrueOfNothing(rule))
        {
            throw ExpressionProblem.MatchesEveryone();
        }
    }

    private static bool IsTrueOfNothing(RuleNode rule) => rule switch
    {
        AllNode all => all.Rules.All(IsTrueOfNothing),
        AnyNode any => any.Rules.Any(IsTrueOfNothing),
        NotNode not => !IsTrueOfNothing(not.Rule),
        EventNode events => EventZero.IsTrue(events.Measure),
        _ => false,
    };
}
