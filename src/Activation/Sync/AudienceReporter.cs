using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync.Processing;

namespace Activation.Sync;

/// <summary>Asks a platform what it has made of a sync's audience and of the calls of its latest run.</summary>
public sealed class AudienceReporter
{
    /// <summary>Runs that are looked at for receipts: most have nothing to send.</summary>
    private const int MaxRuns = 5;

    private readonly Definitions definitions;
    private readonly SyncTargets targets;
    private readonly SyncStateStore states;
    private readonly RunStore runs;
    private readonly BatchStore batches;
    private readonly PlatformReports reports;
    private readonly TimeProvider time;

    internal AudienceReporter(
        Definitions definitions, SyncTargets targets, SyncStateStore states, RunStore runs, BatchStore batches, PlatformReports reports, TimeProvider time)
    {
        this.definitions = definitions;
        this.targets = targets;
        this.states = states;
        this.runs = runs;
        this.batches = batches;
        this.reports = reports;
        this.time = time;
    }

    /// <summary>A platform that cannot be asked is a value: see <see cref="AudienceStatus.Result"/>.</summary>
    /// <exception cref="ProblemException">404 no such sync.</exception>
    public async Task<AudienceStatus> GetAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var definition = await definitions.Syncs.FindAsync(sync.Value, cancellationToken) ?? throw ProblemException.NotFound("sync", sync.Value);
        var state = await states.GetAsync(sync, cancellationToken);
        var status = new AudienceStatus(sync, definition.Destination, state, time.GetUtcNow(), DestinationResult.Success);
        if (state.AudienceId is not { } audience)
        {
            return status with { Result = new DestinationResult(DestinationOutcome.Stop, "noAudience", "There is no audience yet: the first run that has somebody to add makes it.") };
        }

        try
        {
            var (run, receipts) = await ReceiptsAsync(sync, cancellationToken);
            return await AskAsync(status with { Run = run is null ? null : new RunId(run.RunId), Processing = run?.Processing }, await targets.GetAsync(sync, cancellationToken), audience, receipts, cancellationToken);
        }
        catch (ProblemException e)
        {
            return status with { Result = new DestinationResult(DestinationOutcome.Stop, e.Code, e.Message) };
        }
    }

    private async Task<AudienceStatus> AskAsync(AudienceStatus status, SyncTarget target, string audience, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var answer = await reports.AskAsync(target, audience, receipts, cancellationToken);
        return status with { Result = answer.Result, Report = answer.Result.Outcome == DestinationOutcome.Success ? answer.Report : null };
    }

    /// <summary>Of the latest run that has any.</summary>
    private async Task<(RunRecord? Run, IReadOnlyList<string> Receipts)> ReceiptsAsync(SyncId sync, CancellationToken cancellationToken)
    {
        var sending = (await runs.ListAsync(sync, cancellationToken)).Where(r => r.Mode != RunMode.Dry && r.Adds + r.Removes > 0);
        foreach (var run in sending.Take(MaxRuns))
        {
            var receipts = (await batches.ListAsync(new RunId(run.RunId), cancellationToken)).SelectMany(b => b.Receipts ?? []).TakeLast(BatchRecord.MaxReceipts).ToList();
            if (receipts.Count > 0)
            {
                return (run, receipts);
            }
        }

        return (null, []);
    }
}
