using Activation.Governance.Policies;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Problems;

internal static class Violated
{
    /// <summary>409 with every policy that what is to be saved would break, and how.</summary>
    public static IResult Answer(IReadOnlyList<PolicyViolation> violations) => new ProblemResult(
        new ProblemDocument(409, "policyViolation", $"Nothing is saved: the policy {violations[0]}. {(violations.Count > 1 ? $"There are {violations.Count} violations; each says" : "The violation says")} what would put it right.") { Violations = violations });
}
