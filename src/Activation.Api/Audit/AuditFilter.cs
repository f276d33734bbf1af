using System.Text.Json;
using Activation.Monitoring.Audit;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Audit;

/// <summary>
/// Writes every call that may change something into the audit log: that it begins, then what came of it. It holds for all endpoints, so that none can be added without it;
/// those that only answer say so, see <see cref="ChangesNothing"/>.
/// </summary>
internal sealed class AuditFilter(AuditLog log, AuditDigests digests, AuditedDefinitions definitions, Caller caller) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (AuditedCall.Of(http) is not { } call)
        {
            return await next(context);
        }

        var before = await definitions.FindAsync(call, http, http.RequestAborted);
        var change = new AuditChange(Guid.NewGuid().ToString("n"), caller.Of(http), call.Method, call.Path, digests.Of(before));
        await log.BeginAsync(change, http.RequestAborted);
        object? result;
        try
        {
            result = await next(context);
        }
        catch (ProblemException e)
        {
            await log.EndAsync(change, new AuditOutcome(e.Status, e.Code, null, null, AuditDetails.Of(http, null)), CancellationToken.None);
            throw;
        }
        catch (Exception)
        {
            // The change may have been made or not.
            await log.EndAsync(change, new AuditOutcome(500, "failed", null, null, AuditDetails.Of(http, null)), CancellationToken.None);
            throw;
        }

        await EndAsync(change, call, http, before, result);
        return result;
    }

    // Not cancelled with the caller's connection: the change is made.
    private async Task EndAsync(AuditChange change, AuditedCall call, HttpContext http, JsonElement? before, object? result)
    {
        var status = (result as IStatusCodeHttpResult)?.StatusCode ?? 200;
        if (status >= 400)
        {
            await log.EndAsync(change, new AuditOutcome(status, (result as Problems.ProblemResult)?.Code, null, null, null), CancellationToken.None);
            return;
        }

        var after = await definitions.FindAsync(call, http, CancellationToken.None);
        await log.EndAsync(change, new AuditOutcome(status, null, digests.Of(after), AuditDigests.Changed(before, after), AuditDetails.Of(http, result)), CancellationToken.None);
    }
}
