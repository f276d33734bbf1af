using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.Logging;

namespace Activation.Sync;

/// <summary>
/// Ends a run that cannot be planned for a reason of the app's own, as where an instance's disk is too small: after a few times it fails with a code that people see and are told of, before the broker gives
/// its message up without a word. An outage is no such reason: the message comes again, and the next tick takes the run up.
/// </summary>
internal sealed class RunFaults(RunStore runs, TimeProvider time, ILogger<RunFaults> logger)
{
    public const string Code = "internalError";

    /// <summary>Fewer than the times that a broker brings a message.</summary>
    private const int Most = 3;

    /// <returns>False: whoever handles the message fails, so that it comes again.</returns>
    public async Task<bool> TryEndAsync(RunId id, Exception fault, CancellationToken cancellationToken)
    {
        if (IsOutage(fault))
        {
            return false;
        }

        var run = await runs.UpdateAsync(id, r => RunPhases.IsBeingPlanned(r.State) ? r with { Faults = (r.Faults ?? 0) + 1 } : null, cancellationToken);
        if (run is not { Faults: >= Most } || !RunPhases.IsBeingPlanned(run.State))
        {
            return false;
        }

        // Not its message, which may have a value of a row.
        SyncLog.NotPlanned(logger, id, fault.GetType().Name, fault.StackTrace);
        await runs.UpdateAsync(id, r => RunPhases.IsBeingPlanned(r.State) ? Failed(r) : null, cancellationToken);
        return true;
    }

    /// <summary>Storage, the broker or a platform does not answer, or another host was there first. Pure.</summary>
    internal static bool IsOutage(Exception fault) => fault switch
    {
        RequestFailedException or HttpRequestException or HttpIOException or SocketException or TimeoutException or OperationCanceledException => true,
        IOException { InnerException: { } inner } => IsOutage(inner),
        AggregateException many => many.InnerExceptions.All(IsOutage),
        _ => false,
    };

    private RunRecord Failed(RunRecord run) => run with
    {
        State = RunState.Failed,
        EndedAt = time.GetUtcNow(),
        Code = Code,
        Message = "The run could not be planned for a reason of the app's own; its log has the error under the run's id. Nothing was sent; the next run tries again.",
    };
}
