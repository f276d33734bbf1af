using Activation.Destinations;
using Activation.Sync.Planning;

namespace Activation.Sync;

/// <summary>Why a planned run is held back: the minimum size before the first activation, and the brakes on large removals and on emptying. Pure.</summary>
internal static class RunGate
{
    public const double DefaultMaxRemoveShare = 0.3;
    public const int BrakeFrom = 100;

    /// <summary>Code of a run that waits for more members; no approval releases it.</summary>
    public const string BelowMinimumSize = "belowMinimumSize";

    /// <param name="type">Its minimum audience holds where the sync does not say.</param>
    /// <param name="approvedLeaving">Leaving members that a person has approved; an approval covers a recomputed delta that is no larger.</param>
    public static HeldRun? Check(SyncDefinition sync, DestinationType type, SyncState state, RunMode mode, bool ended, SyncPlan plan, long? approvedLeaving) =>
        mode is RunMode.Empty or RunMode.Protect || ended ? null : TooSmall(sync, type, state, plan) ?? TooManyLeave(sync, plan, approvedLeaving);

    private static HeldRun? TooSmall(SyncDefinition sync, DestinationType type, SyncState state, SyncPlan plan)
    {
        var minimum = sync.MinimumSize ?? type.MinimumAudience;
        return state.Activated || plan.Blocked is not null || Wanted(plan) >= minimum
            ? null
            : new HeldRun(
                BelowMinimumSize,
                $"The audience would have {Wanted(plan)} members; {(sync.MinimumSize is null ? type.DisplayName + " asks for" : "the sync's minimumSize is")} {minimum}. It is sent once that is reached; set minimumSize to 0 to send it now.");
    }

    /// <summary>Those whose leaving is exempt, as by a privacy request or for want of consent, are not counted.</summary>
    private static HeldRun? TooManyLeave(SyncDefinition sync, SyncPlan plan, long? approvedLeaving)
    {
        var share = sync.MaxRemoveShare ?? DefaultMaxRemoveShare;
        var counted = plan.Leaving - plan.LeavingExempt;
        if (counted <= (approvedLeaving ?? 0) || share >= 1)
        {
            return null;
        }

        if (Wanted(plan) == plan.Refused.Values.Sum())
        {
            return new HeldRun("wouldEmptyAudience", $"The run would remove all {plan.AudienceBefore} members of the audience and add nobody. Approve or discard it; maxRemoveShare 1 lets such runs pass.{(plan.Blocked is null ? "" : $" {plan.Blocked}")}");
        }

        return plan.AudienceBefore > BrakeFrom && counted > plan.AudienceBefore * share
            ? new HeldRun("removeShareExceeded", $"The run would remove {counted} of {plan.AudienceBefore} members; the sync's maxRemoveShare allows {(long)(plan.AudienceBefore * share)}. Approve or discard it.")
            : null;
    }

    private static long Wanted(SyncPlan plan) => plan.Received - plan.Excluded.Values.Sum();
}

internal sealed record HeldRun(string Code, string Message);
