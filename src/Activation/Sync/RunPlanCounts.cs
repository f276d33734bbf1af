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
    /// <param name="held">Why a run that sends would be held; null: it would not.</param>
    public static RunRecord Dry(RunRecord run, SyncPlan plan, Rehearsed rehearsed, HeldRun? held, DateTimeOffset now)
    {
        var counted = Apply(run, plan) with { State = RunState.Completed, EndedAt = now, MemberList = rehearsed.MemberList };
        counted = held is null ? counted : counted with { Code = held.Code, Message = $"A run that sends would be held. {held.Message}" };
        return rehearsed.Answer switch
        {
            null => counted,
            { Result.Outcome: DestinationOutcome.Success } => rehearsed.Failed.Count == 0 ? counted : Failed(counted, rehearsed.Failed),
            { Result.Outcome: DestinationOutcome.Retry or DestinationOutcome.Throttled } => counted with { Message = $"{(held is null ? "" : counted.Message + " ")}The platform did not look at it: {rehearsed.Answer.Result.Message}" },
            _ => counted with { State = RunState.CompletedWithErrors, Code = rehearsed.Answer.Result.Code, Message = rehearsed.Answer.Result.Message },
        };
    }

    private static RunRecord Failed(RunRecord counted, IReadOnlyDictionary<string, long> failed)
    {
        var reasons = new Dictionary<string, long>(counted.Reasons, StringComparer.Ordinal);
        foreach (var (reason, count) in failed)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
        }

        var people = failed.Values.Sum();
        return counted with { State = RunState.CompletedWithErrors, Failed = counted.Failed + people, Activated = counted.Activated - people, Reasons = reasons };
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
