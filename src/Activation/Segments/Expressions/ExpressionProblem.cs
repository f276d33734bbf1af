using System.Globalization;

namespace Activation.Segments.Expressions;

/// <summary>Every way in which an expression can be wrong, or a rule be none.</summary>
internal static class ExpressionProblem
{
    private const string Path = "expression";

    public static ProblemException Unexpected(int column, string expected) =>
        ProblemException.Invalid("invalidExpression", Path, string.Create(CultureInfo.InvariantCulture, $"Column {column} of the expression must be {expected}."));

    public static ProblemException TooLong(int limit) =>
        ProblemException.Invalid("valueTooLong", Path, string.Create(CultureInfo.InvariantCulture, $"The expression is longer than {limit} characters."));

    public static ProblemException TooDeep(int column) =>
        ProblemException.Invalid("ruleTooDeep", Path, string.Create(CultureInfo.InvariantCulture, $"At column {column} the expression is nested more than {RuleLimits.MaxDepth} deep; flatten it."));

    /// <summary>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/segments/recency-and-frequency</summary>
    public static ProblemException MatchesEveryone() =>
        ProblemException.Invalid("matchesEveryone", Path, "The expression is true of everybody who has realized none of its traits, as FREQUENCY([1T])<=5 alone is; join with AND what they must have, as in FREQUENCY([1T])>=1 AND FREQUENCY([1T])<=5.");

    public static ProblemException NotExpressible(string path, string reason) =>
        ProblemException.Invalid("notExpressible", path, $"{path} cannot be written as an expression: {reason}.");
}
