using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Activation.Local.Sandbox;

/// <summary>What every call goes through: the fault, the hooks, the change, the answer, the log.</summary>
internal sealed class CallPipeline(SandboxPlatform platform, IHostApplicationLifetime lifetime)
{
    private static readonly SandboxUsage UsedUp = new(Percent: 100, Minutes: 0);

    public async Task RunAsync(HttpContext context, SandboxCall call, CallManners manners, Func<SandboxReply> handle)
    {
        call = call with { Number = platform.Log.NextNumber(), TraceParent = context.Request.Headers.TraceParent };
        call = call with { Fault = platform.NextFault(call) };
        if (call.Fault == SandboxFault.Timeout)
        {
            platform.Log.Add(call);
            await HangAsync(context);
            return;
        }

        var reply = platform.Answer?.Invoke(call) is { } told ? new SandboxReply(told.Status, null) { Text = told.Body, Headers = told.Headers }
            : call.Fault is null or SandboxFault.LostResponse ? await ApplyAsync(context, call, handle)
            : manners.Failure(call.Fault.Value);

        // Logged before it is answered: who has the answer finds the call in the log.
        if (call.Fault == SandboxFault.LostResponse)
        {
            platform.Log.Add(call);
            context.Abort();
            return;
        }

        platform.Log.Add(call with { Status = reply.Status });
        if ((platform.Usage?.Invoke(call) ?? (call.Fault == SandboxFault.Throttle ? UsedUp : null)) is { } usage)
        {
            var (header, value) = manners.Usage(usage);
            context.Response.Headers[header] = value;
        }

        foreach (var (header, value) in reply.Headers)
        {
            context.Response.Headers[header] = value;
        }

        context.Response.StatusCode = reply.Status;
        if (reply.Status != 204)
        {
            context.Response.ContentType = reply.ContentType;
            await context.Response.WriteAsync(reply.Write(), context.RequestAborted);
        }
    }

    private async Task<SandboxReply> ApplyAsync(HttpContext context, SandboxCall call, Func<SandboxReply> handle)
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

        return reply;
    }

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
