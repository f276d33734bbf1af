using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Activation.Local.Sandbox;

/// <summary>What every call goes through: the fault, the hooks, the change, the answer, the log.</summary>
internal sealed class CallPipeline(SandboxPlatform platform, IHostApplicationLifetime lifetime)
{
    private const string Json = "application/json";

    private static readonly SandboxUsage UsedUp = new(Percent: 100, Minutes: 0);

    public async Task RunAsync(HttpContext context, SandboxCall call, Func<GraphReply> handle)
    {
        call = call with { Number = platform.Log.NextNumber(), TraceParent = context.Request.Headers.TraceParent };
        call = call with { Fault = platform.NextFault(call) };
        if (call.Fault == SandboxFault.Timeout)
        {
            platform.Log.Add(call);
            await HangAsync(context);
            return;
        }

        var (status, type, body) = platform.Status?.Invoke(call) is { } refused ? (refused, Json, "{}")
            : call.Fault is null or SandboxFault.LostResponse ? await ApplyAsync(context, call, handle) : Failure(call);

        // Logged before it is answered: who has the answer finds the call in the log.
        if (call.Fault == SandboxFault.LostResponse)
        {
            platform.Log.Add(call);
            context.Abort();
            return;
        }

        platform.Log.Add(call with { Status = status });
        if ((platform.Usage?.Invoke(call) ?? (call.Fault == SandboxFault.Throttle ? UsedUp : null)) is { } usage)
        {
            context.Response.Headers[call.IsWebhook ? "Retry-After" : "x-business-use-case-usage"] = call.IsWebhook ? usage.Seconds : usage.GraphHeader;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task<(int Status, string Type, string Body)> ApplyAsync(HttpContext context, SandboxCall call, Func<GraphReply> handle)
    {
        if (platform.BeforeApply is { } before)
        {
            await before(call, context.RequestAborted);
        }

        var reply = handle();
        if (platform.AfterApply is { } after)
        {
            await after(call, context.RequestAborted);
        }

        return (reply.Status, Json, reply.Body.ToJsonString());
    }

    private static (int Status, string Type, string Body) Failure(SandboxCall call) => call.Fault switch
    {
        SandboxFault.Throttle when call.IsWebhook => (429, Json, "{}"),
        SandboxFault.Throttle => (400, Json, GraphReply.Error(80003, "There have been too many calls to this ad-account.", 2446079).Body.ToJsonString()),
        SandboxFault.Html => (call.IsWebhook ? 502 : 200, "text/html", "<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>"),
        _ => (500, Json, GraphReply.Error(2, "Service temporarily unavailable").Body.ToJsonString()),
    };

    private async Task HangAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
