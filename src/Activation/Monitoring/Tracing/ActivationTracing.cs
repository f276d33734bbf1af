using System.Diagnostics;

namespace Activation.Monitoring.Tracing;

/// <summary>
/// Traces of the product: one trace leads from the dropped file to the call at the platform. Queue messages, imports and runs carry the W3C trace context of what asked
/// for them. Tags are ids of what users define, of runs, batches and imports, and codes.
/// </summary>
public static class ActivationTracing
{
    public const string SourceName = "Activation";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The context of what runs now, as `traceparent` has it; null if nobody traces.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>Of a thing's trace and a message about it: the message's context if it is in that trace, and so nearer to what was done last.</summary>
    internal static string? Nearest(string? trace, string? message) => Parse(trace) is { } of && Parse(message) is { } sent && of.TraceId == sent.TraceId ? message : trace ?? message;

    /// <param name="parent">The context that the work belongs to; null: that of what runs now.</param>
    /// <param name="cause">The context of what set it off this time; linked where it is another trace.</param>
    internal static Activity? Start(string name, ActivityKind kind, string? parent, string? cause, WorkTags tags)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var around = Parse(Current);
        var named = Parse(parent) ?? Parse(cause);
        var trace = (named ?? around)?.TraceId;
        var links = new[] { Parse(cause), around }.OfType<ActivityContext>().Where(c => c.TraceId != trace).DistinctBy(c => c.TraceId).Select(c => new ActivityLink(c)).ToList();
        return Source.StartActivity(name, kind, named ?? default, tags, links);
    }

    private static ActivityContext? Parse(string? traceParent) => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : null;
}
