using Microsoft.AspNetCore.Http;

namespace Activation.Api.Problems;

internal static class InUse
{
    /// <summary>409 with what refers to the thing.</summary>
    public static IResult Answer(string what, IReadOnlyList<string> references) =>
        new ProblemResult(new ProblemDocument(409, $"{what}InUse", $"The {what} is used by {string.Join(", ", references)}; change or delete these first.") { References = references });
}
