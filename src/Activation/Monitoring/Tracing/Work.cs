using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring.Tracing;

/// <summary>Does a unit of work in a span and a log scope of its own.</summary>
internal static class Work
{
    /// <param name="parent">See <see cref="ActivationTracing.Start"/>.</param>
    /// <param name="cause">As there.</param>
    public static async Task<T> RunAsync<T>(ILogger logger, string name, WorkTags tags, Func<Task<T>> work, string? parent = null, string? cause = null, ActivityKind kind = ActivityKind.Internal)
    {
        using var activity = ActivationTracing.Start(name, kind, parent, cause, tags);
        using var scope = logger.BeginScope(tags);
        try
        {
            return await work();
        }
        catch (Exception e)
        {
            // Its message might hold a value of a row; the log has the exception.
            activity?.SetStatus(ActivityStatusCode.Error, e is ProblemException problem ? problem.Code : e.GetType().Name);
            throw;
        }
    }

    public static Task RunAsync(ILogger logger, string name, WorkTags tags, Func<Task> work, string? parent = null, string? cause = null, ActivityKind kind = ActivityKind.Internal) => RunAsync(
        logger,
        name,
        tags,
        async () =>
        {
            await work();
            return true;
        },
        parent,
        cause,
        kind);
}
