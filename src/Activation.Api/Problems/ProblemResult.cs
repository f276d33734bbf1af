using Microsoft.AspNetCore.Http;

namespace Activation.Api.Problems;

/// <summary>An endpoint's answer for a problem that carries more than a <see cref="ProblemException"/> can.</summary>
internal sealed class ProblemResult(ProblemDocument problem) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => problem.Status;

    public string Code => problem.Code;

    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, problem);
}
