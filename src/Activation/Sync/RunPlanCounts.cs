using Activation.Destinations;
using Activation.Sync.Planning;

namespace Activation.Sync;

/// <summary>Brings a plan's counts into its run. Pure.</summary>
internal static class RunPlanCounts
{
    public static RunRecord Apply(RunRecord run, SyncPlan plan)
    {
        var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, count) in plan.Excluded.Concat(plan.Refused))
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
        }

        var excluded = plan.Excluded.Values.Sum();
        var failed = plan.Refused.Values.Sum();
        return run with
        {
            Received = plan.Received,
            Excluded = excluded,
            Failed = failed,
            Activated = plan.Received - excluded - failed,
            Adds = plan.Adds,
            Removes = plan.Removes,
            AudienceBefore = plan.AudienceBefore,
            Leaving = plan.Leaving,
            Exempt = plan.LeavingExempt,
            Reasons = reasons,
            Code = plan.Blocked is null ? run.Code : ExclusionReason.BlockedByExportControl,
            Message = plan.Blocked ?? run.Message,
            Exclusions = new Dictionary<string, long>(plan.Excluded, StringComparer.Ordinal),
        };
    }

    /// <summary>A dry run: counted as if everything had been sent, and taken but for what the platform would not take.</summary>
    /// <param name="rehearsed">See <see cref="DryRehearsal"/>.</param>
    public static RunRecord Dry(RunRecord run, SyncPlan plan, SendResult? rehearsed, DateTimeOffset now)
    {
        var counted = Apply(run, plan) with { State = RunState.Completed, EndedAt = now };
        return rehearsed switch
        {
            null or { Result.Outcome: DestinationOutcome.Success, Rejected.Count: 0 } => counted,
            { Result.Outcome: DestinationOutcome.Success } => Rejected(counted, rehearsed.Rejected),
            { Result.Outcome: DestinationOutcome.Retry or DestinationOutcome.Throttled } => counted with { Message = $"The platform did not look at it: {rehearsed.Result.Message}" },
            _ => counted with { State = RunState.CompletedWithErrors, Code = rehearsed.Result.Code, Message = rehearsed.Result.Message },
        };
    }

    private static RunRecord Rejected(RunRecord counted, IReadOnlyList<RejectedRow> rejected)
    {
        var reasons = new Dictionary<string, long>(counted.Reasons, StringComparer.Ordinal);
        foreach (var row in rejected)
        {
            reasons[row.Reason] = reasons.GetValueOrDefault(row.Reason) + 1;
        }

        return counted with { State = RunState.CompletedWithErrors, Failed = counted.Failed + rejected.Count, Activated = counted.Activated - rejected.Count, Reasons = reasons };
    }

    /// <summary>Nothing is sent: who is not in the audience is excluded, with the reason.</summary>
    public static RunRecord Held(RunRecord run, SyncPlan plan, HeldRun held, DateTimeOffset now)
    {
        var counted = Apply(run, plan);
        var (reasons, exclusions) = (new Dictionary<string, long>(counted.Reasons, StringComparer.Ordinal), new Dictionary<string, long>(counted.Exclusions, StringComparer.Ordinal));
        if (plan.Waiting > 0)
        {
            reasons[held.Code] = exclusions[held.Code] = plan.Waiting;
        }

        return counted with
        {
            State = RunState.Held,
            Activated = counted.Activated - plan.Waiting,
            Excluded = counted.Excluded + plan.Waiting,
            Reasons = reasons,
            Exclusions = exclusions,
            Code = held.Code,
            Message = held.Message,
            EndedAt = now,
        };
    }
}
